import { expect, test } from '@playwright/test'
import type { TestInfo } from '@playwright/test'
import type { Exchange } from '../../../../src/model/exchange.ts'
import { openCounter } from '../../../../src/transport/policy/counter.ts'
import { circuitBreaker } from '../../../../src/transport/policy/circuit-breaker.ts'
import { noReply, requestOf, scripted } from '../scripted.ts'
import { reply } from '../../report/fixture/outcomes.ts'

/** Sends ten requests; the circuit breaker opens after three without a
 * response. */
async function leaving(
  results: readonly Exchange['result'][],
  info: TestInfo,
): Promise<{ readonly left: number; readonly last: Exchange['result'] }> {
  const { transport, sent } = scripted(results)
  const unanswered = openCounter(info.outputPath('unanswered'))
  const send = circuitBreaker({ unanswered, atMost: 3 })((request) =>
    transport.send(request),
  )
  let last = reply() as Exchange['result'] // or a failure in its place
  for (let turn = 0; turn < 10; turn += 1) {
    last = (await send(requestOf('GET /client_sessions/list'))).result
  }
  return { left: sent.length, last }
}

for (const reason of ['refused', 'unresolved', 'timeout', 'tls'] as const) {
  test(`after three requests that failed with ${reason} no more are sent`, async ({}, info) => {
    const { left, last } = await leaving([noReply(reason)], info)
    expect(left).toBe(3)
    expect(last).toEqual({
      kind: 'no-reply',
      reason: 'limit',
      message: 'the last 3 requests got no response: the target is down',
    })
  })
}

test('a response resets the count', async ({}, info) => {
  const timeout = noReply('timeout')
  const results = [timeout, timeout, reply(), timeout, timeout, timeout]
  const { left } = await leaving(results, info)
  expect(left).toBe(6)
})

for (const [what, result] of [
  ['a server that fails', reply({ status: 500 })],
  ['a connection that is reset', noReply('reset')],
  ['a response that is cut off', noReply('cut-off')],
] as const) {
  test(`${what} does not count: it may concern one kind of request only`, async ({}, info) => {
    const { left } = await leaving([result], info)
    expect(left).toBe(10)
  })
}
