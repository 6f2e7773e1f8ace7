import { expect, test } from '@playwright/test'
import type { TestInfo } from '@playwright/test'
import type { Exchange } from '../../../../src/model/exchange.ts'
import { openCounter } from '../../../../src/transport/policy/counter.ts'
import { circuitBreaker } from '../../../../src/transport/policy/circuit-breaker.ts'
import { noReply, requestOf, scripted } from '../scripted.ts'
import { reply } from '../../report/fixture/outcomes.ts'

/** Sends twenty requests; the circuit breaker opens after three without a
 * response. */
async function leaving(
  results: readonly Exchange['result'][],
  info: TestInfo,
  { isCleanup = false } = {},
): Promise<{ readonly left: number; readonly last: Exchange['result'] }> {
  const { transport, sent } = scripted(results)
  const unanswered = openCounter(info.outputPath('unanswered'))
  const answered = openCounter(info.outputPath('answered'))
  const send = circuitBreaker({ unanswered, answered, atMost: 3 })((request) =>
    transport.send(request),
  )
  const request = {
    ...requestOf('GET /client_sessions/list'),
    ...(isCleanup && { isCleanup }),
  } as const
  let last = reply() as Exchange['result'] // or a failure in its place
  for (let turn = 0; turn < 20; turn += 1) {
    last = (await send(request)).result
  }
  return { left: sent.length, last }
}

for (const reason of [
  'refused',
  'unresolved',
  'timeout',
  'tls',
  'reset',
  'cut-off',
  'malformed',
  'unknown',
] as const) {
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

for (const isCleanup of [false, true]) {
  const what = isCleanup ? 'cleanup' : 'a request'
  test(`${what} stops after three mixed failures of a target that never responded`, async ({}, info) => {
    const results = [noReply('reset'), noReply('malformed'), noReply('timeout')]
    const { left } = await leaving(results, info, { isCleanup })
    expect(left).toBe(3)
  })
}

test('cleanup goes on at a target that has responded once', async ({}, info) => {
  const { left } = await leaving([reply(), noReply('timeout')], info, {
    isCleanup: true,
  })
  expect(left).toBe(20)
})

for (const reason of ['reset', 'cut-off', 'malformed', 'unknown'] as const) {
  test(`once the target has responded, it takes nine requests in a row that fail with ${reason}: it may concern one kind of request only`, async ({}, info) => {
    const lost = noReply(reason)
    const results = [reply(), lost, lost, lost, lost, reply(), lost]
    const { left, last } = await leaving(results, info)
    expect(left).toBe(6 + 9)
    expect(last).toMatchObject({ reason: 'limit' })
  })
}

for (const [what, result] of [
  ['a server that fails', reply({ status: 500 })],
  ['a server that always limits', reply({ status: 429 })],
  ['a response that is too large', noReply('too-large')],
  ['a request that a limit blocks', noReply('limit')],
  ['a request that the preflight blocks', noReply('blocked')],
] as const) {
  test(`${what} does not count`, async ({}, info) => {
    const { left } = await leaving([result], info)
    expect(left).toBe(20)
  })
}
