import { expect, test } from '@playwright/test'
import { readsOf } from '../../../../src/contract/reads.ts'
import { retryLost } from '../../../../src/transport/policy/retry.ts'
import type { Exchange } from '../../../../src/model/exchange.ts'
import { isRead } from '../../../../src/transport/policy/read-only.ts'
import { waitingLines } from '../../../../src/report/terminal/lines.ts'
import { contract } from '../../kit.ts'
import { reply } from '../../report/fixture/outcomes.ts'
import { noReply, requestOf, scripted } from '../scripted.ts'

const reads = readsOf(contract)

async function sendTo(
  operation: string,
  results: readonly Exchange['result'][],
): Promise<{
  readonly got: Exchange
  readonly times: number
  readonly waits: readonly number[]
}> {
  const { transport, sent } = scripted(results)
  const waits: number[] = []
  const send = retryLost({
    pauseMs: 1000,
    isRead: (request) => isRead(request, reads),
    wait: async (durationMs) => {
      waits.push(durationMs)
    },
  })((request) => transport.send(request))
  const got = await send(requestOf(operation))
  return { got, times: sent.length, waits }
}

for (const operation of [
  'GET /client_sessions/get',
  'POST /client_sessions/get',
  'GET /client_sessions/list',
  'POST /client_sessions/list',
  'DELETE /client_sessions/delete',
]) {
  test(`${operation} is retried once after a network failure, and the retry is reported`, async () => {
    const { got, waits } = await sendTo(operation, [noReply('reset'), reply()])
    expect(waits).toEqual([1000])
    expect(got.result).toMatchObject({ status: 200 })
    expect(got.durationMs).toBe(40)
    expect(waitingLines(got)).toEqual([
      'retried after 1 s: no response to the first attempt (reset)',
    ])
  })
}

for (const operation of [
  'POST /client_sessions/create',
  'PUT /client_sessions/create',
  'POST /client_sessions/get_or_create',
  'PATCH /client_sessions/grant_access',
  'POST /client_sessions/grant_access',
  'POST /client_sessions/delete',
  'POST /client_sessions/revoke',
]) {
  test(`${operation} is never retried`, async () => {
    const { got, times } = await sendTo(operation, [noReply('reset'), reply()])
    expect(times).toBe(1)
    expect(got.result).toMatchObject({ reason: 'reset' })
    expect(got).not.toHaveProperty('retries')
  })
}

test('a request that fails twice counts as failed', async () => {
  const { got, times } = await sendTo('GET /client_sessions/list', [
    noReply('refused'),
  ])
  expect(times).toBe(2)
  expect(got.result).toMatchObject({ reason: 'refused' })
})

for (const reason of ['timeout', 'tls', 'too-large', 'malformed'] as const) {
  test(`a read that failed with ${reason} is not retried`, async () => {
    const { times } = await sendTo('GET /client_sessions/list', [
      noReply(reason),
      reply(),
    ])
    expect(times).toBe(1)
  })
}

for (const status of [400, 404, 500, 503]) {
  test(`a request with the status ${status} is never retried`, async () => {
    const { times } = await sendTo('GET /client_sessions/list', [
      reply({ status }),
      reply(),
    ])
    expect(times).toBe(1)
  })
}

test('a DELETE whose retry is rejected counts as lost: the first one may have worked', async () => {
  const { got } = await sendTo('DELETE /client_sessions/delete', [
    noReply('reset'),
    reply({ status: 404 }),
  ])
  expect(got.result).toMatchObject({ reason: 'reset' })
  expect(got.retries).toHaveLength(1)
})

test('if a limit blocks the retry, the first attempt counts', async () => {
  const { got } = await sendTo('GET /client_sessions/list', [
    noReply('reset'),
    noReply('limit'),
  ])
  expect(got.result).toMatchObject({ reason: 'reset' })
  expect(got).not.toHaveProperty('retries')
})
