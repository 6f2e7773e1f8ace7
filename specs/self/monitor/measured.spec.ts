/** What a run measured: by operation, in one short line, and no cause by it. */
import { expect, test } from '@playwright/test'
import type { Exchange, NoReplyReason } from '../../../src/model/exchange.ts'
import type { Measured } from '../../../src/model/measured.ts'
import { measured, quantile } from '../../../src/monitor/measured.ts'
import { renderEvent } from '../../../src/monitor/store/line.ts'
import { emptyRecord, fold } from '../../../src/monitor/store/record.ts'
import type { Event } from '../../../src/monitor/store/record.ts'
import { flapping, runOf, target } from './runs.ts'

const cases = { total: 4, passed: 2, failed: 1, inconclusive: 1, notJudged: 0 }
const verdict = {
  durationMs: 1234.5,
  polls: [],
  counts: {
    cases,
    exchanges: 0,
    fromPages: 0,
    statusesJudged: 0,
    contentTypesJudged: 0,
    bodiesJudged: 0,
    bodiesWithoutSchema: 0,
    bodiesNotJudged: 0,
  },
}

function exchangeOf(
  status: number | NoReplyReason,
  over: Partial<Exchange> = {},
): Exchange {
  return {
    request: { method: 'POST', path: '/get', query: [], headers: [] },
    result:
      typeof status === 'number'
        ? {
            kind: 'reply',
            status,
            statusText: '',
            headers: [],
            body: '',
            isUtf8: true,
          }
        : { kind: 'no-reply', reason: status, message: 'no reply' },
    fidelity: 'wire',
    startedAtMs: 0,
    durationMs: 10,
    ...over,
  }
}

function runWith(
  exchanges: readonly Exchange[],
  muted: ReadonlySet<'outage'> = new Set(),
): Measured {
  const steps = exchanges.map((exchange, index) => ({
    id: `step-${index}`,
    place: { file: 'a.yaml', line: 1, column: 1 },
    operation: 'POST /get' as const,
    credential: 'api_key',
    status: 'passed' as const,
    findings: [],
    exchange,
  }))
  return measured({ verdict, outcomes: [{ steps }], muted })
}

test('times are those of the requests that were answered', () => {
  const { operations, requests } = runWith([
    exchangeOf(200, { durationMs: 10.4 }),
    exchangeOf(401, { durationMs: 30 }),
    exchangeOf(200, { durationMs: 20 }),
    exchangeOf(503, { durationMs: 900 }),
    exchangeOf('timeout', { durationMs: 10_000 }),
  ])
  expect(operations).toEqual({ 'POST /get': [5, 3, 20, 30, 30, 60] })
  expect(requests).toBe(5)
})

test('what never left, and what the client ended, says nothing of the API', () => {
  const { operations, requests } = runWith([
    exchangeOf('limit'),
    exchangeOf('blocked'),
    exchangeOf('reset', { isEndedByClient: true }),
  ])
  expect({ operations, requests }).toEqual({ operations: {}, requests: 0 })
})

test('an operation that never answered has no times, and retries count as requests', () => {
  const lost = { kind: 'lost', reason: 'reset', waitedMs: 1000 } as const
  const { operations, requests } = runWith([
    exchangeOf('refused', { retries: [lost] }),
  ])
  expect(operations).toEqual({ 'POST /get': [1, 0, 0, 0, 0, 0] })
  expect(requests).toBe(2)
})

test('a run in a maintenance window of outages says so', () => {
  expect(runWith([], new Set(['outage'])).isMuted).toBe(true)
  expect(runWith([])).toEqual({
    durationMs: 1235,
    requests: 0,
    cases: { passed: 2, failed: 1, inconclusive: 1, notJudged: 0 },
    operations: {},
  })
})

test('a quantile is one of the numbers, by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1)
  expect([0.5, 0.95, 1].map((share) => quantile(hundred, share))).toEqual([
    50, 95, 100,
  ])
  expect([quantile([], 0.5), quantile([7], 0.95)]).toEqual([0, 7])
})

const names = [
  'create',
  'delete',
  'get',
  'get_or_create',
  'grant_access',
  'list',
  'revoke',
]
const operations = ['GET', 'POST', 'PUT'].flatMap((method) =>
  names.map((name) => `${method} /client_sessions/${name}`),
)

function judgedWith(metrics?: Measured): Event {
  return {
    type: 'judged',
    run: runOf(1, {}),
    target,
    flapping,
    channels: {},
    ...(metrics && { metrics }),
  }
}

test('the line of a run of 12 operations stays below 1.2 kB', () => {
  const metrics: Measured = {
    durationMs: 123_456,
    requests: 1234,
    cases: { passed: 123, failed: 0, inconclusive: 0, notJudged: 0 },
    operations: Object.fromEntries(
      operations
        .slice(0, 12)
        .map((name) => [name, [12, 12, 134, 1302, 1440, 3080]]),
    ),
  }
  const line = renderEvent(judgedWith(metrics))
  expect(Buffer.byteLength(line)).toBeLessThan(1200)
})

test('what is measured changes no cause', () => {
  const slow = runWith([exchangeOf(503)])
  expect(fold(emptyRecord, judgedWith(slow))).toEqual(
    fold(emptyRecord, judgedWith()),
  )
})
