import { expect, test } from '@playwright/test'
import {
  parseRetryAfter,
  retryAfter,
} from '../../../../src/transport/policy/retry-after.ts'
import type { Exchange, Reply } from '../../../../src/model/exchange.ts'
import { waitingLines } from '../../../../src/report/terminal/lines.ts'
import { exchange, reply } from '../../report/fixture/outcomes.ts'

function limited(after?: string): Reply {
  const header = ['Retry-After', after ?? ''] as const
  const headers = after === undefined ? [] : [header]
  return reply({ status: 429, headers })
}

/** Sends one request to an API that sends these responses in turn, then always
 * the last one. Time passes only by waiting. */
async function sendTo(
  replies: readonly Reply[],
  { maxWaitMs = 30_000 }: { readonly maxWaitMs?: number } = {},
): Promise<{ readonly got: Exchange; readonly waits: readonly number[] }> {
  const waits: number[] = []
  let sent = 0
  const send = retryAfter({
    maxWaitMs,
    now: () => 0,
    wait: async (durationMs) => {
      waits.push(durationMs)
    },
  })(async (request) => {
    const result = replies[Math.min(sent, replies.length - 1)] ?? reply()
    sent += 1
    return exchange({ request, result, durationMs: 40 })
  })
  return { got: await send(exchange().request), waits }
}

test('a 429 with Retry-After is retried after that time, and the retry is reported', async () => {
  const { got, waits } = await sendTo([limited('2'), limited('3'), reply()])
  expect(waits).toEqual([2000, 3000])
  expect(got.result).toMatchObject({ status: 200 })
  expect(got.retries).toEqual([
    { kind: 'asked', waitedMs: 2000 },
    { kind: 'asked', waitedMs: 3000 },
  ])
  expect(waitingLines(got)).toEqual(['rate limited: 2 × 429, waited 5 s'])
})

test('waiting does not count as latency', async () => {
  const { got } = await sendTo([limited('2'), reply()])
  expect(got.durationMs).toBe(40)
})

test('a response without a wait mentions no wait', async () => {
  const { got } = await sendTo([reply()])
  expect(got).not.toHaveProperty('retries')
  expect(waitingLines(got)).toEqual([])
})

test('a 429 with a longer wait than the limit is not retried', async () => {
  const { got, waits } = await sendTo([limited('31'), reply()])
  expect(got.result).toMatchObject({ status: 429 })
  expect(waits).toEqual([])
})

for (const [name, header] of [
  ['without Retry-After', undefined],
  ['with an unreadable Retry-After', 'soon'],
  ['with Retry-After: 0', '0'],
  ['with a negative Retry-After', '-5'],
  ['with a Retry-After in the past', 'Wed, 31 Dec 1969 23:00:00 GMT'],
] as const) {
  test(`a 429 ${name} is retried after a second, then after twice as long`, async () => {
    const { got, waits } = await sendTo([limited(header)])
    expect(got.result).toMatchObject({ status: 429 })
    expect(waits).toEqual([1000, 2000, 4000, 8000])
  })
}

test('the limit applies to all waits of a request together', async () => {
  const { got, waits } = await sendTo([limited('2')], { maxWaitMs: 5000 })
  expect(waits).toEqual([2000, 2000])
  expect(got.result).toMatchObject({ status: 429 })
})

test('a 429 is not retried for ever', async () => {
  const { waits } = await sendTo([limited('0')], { maxWaitMs: 86_400_000 })
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000])
})

for (const status of [400, 401, 500, 503]) {
  test(`a request with the status ${status} is never retried`, async () => {
    const headers = [['retry-after', '1']] as const
    const { waits } = await sendTo([reply({ status, headers }), reply()])
    expect(waits).toEqual([])
  })
}

test('Retry-After is read in seconds and as an HTTP date', () => {
  const nowMs = Date.parse('2031-01-01T00:00:00Z')
  expect(parseRetryAfter('0', nowMs)).toBe(0)
  expect(parseRetryAfter(' 7 ', nowMs)).toBe(7000)
  expect(parseRetryAfter('Wed, 01 Jan 2031 00:00:09 GMT', nowMs)).toBe(9000)
  expect(parseRetryAfter('Wednesday, 01-Jan-31 00:00:09 GMT', nowMs)).toBe(9000)
  expect(parseRetryAfter('Wed Jan  1 00:00:09 2031', nowMs)).toBe(9000)
  expect(parseRetryAfter('Tue, 31 Dec 2030 00:00:00 GMT', nowMs)).toBe(0)
  for (const text of ['-1', '1.5', '', 'Wed, 99 Foo 2031 00:00:00']) {
    expect(parseRetryAfter(text, nowMs)).toBeUndefined()
  }
})
