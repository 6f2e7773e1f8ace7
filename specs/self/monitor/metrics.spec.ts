/** Metrics, as a file, to a Pushgateway and to a collector; the badge. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Event } from '../../../src/monitor/store/record.ts'
import { emptyRecord, fold } from '../../../src/monitor/store/record.ts'
import type { MonitorRecord } from '../../../src/monitor/store/record.ts'
import { statusOf } from '../../../src/monitor/status.ts'
import { addEvents, emptyTrend } from '../../../src/monitor/trend/days.ts'
import { familiesOf } from '../../../src/report/metrics/families.ts'
import { renderOtlp } from '../../../src/report/metrics/otlp.ts'
import { renderMetrics } from '../../../src/report/metrics/prometheus.ts'
import { badgeOf, renderBadge } from '../../../src/report/badge.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { made, scenarioOf } from '../run/steps.ts'
import { openReceiver } from './notify/receiver.ts'
import { flapping, runOf, target } from './runs.ts'

type Line = {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** A sample: a name, labels whose values escape `\`, `"` and line breaks, a
 * number, and perhaps a timestamp. */
const sample =
  /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? ([+-]?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Inf|NaN))( -?\d+)?$/i
const escapes: Readonly<Record<string, string>> = { n: '\n', '"': '"' }

/** The text format of Prometheus, version 0.0.4: HELP and TYPE once, before the
 * samples of a name, which stand together. */
function parse(text: string): readonly Line[] {
  expect(text).toMatch(/[^\n]\n$/)
  const types = new Map<string, string>()
  let family = ''
  const lines = text.split('\n').flatMap((line): readonly Line[] => {
    if (line === '') return []
    const help = /^# HELP (\S+) (?:[^\\]|\\[\\n])*$/.exec(line)
    if (help) return []
    const type = /^# TYPE (\S+) (gauge|counter|summary)$/.exec(line)
    if (type) {
      const [, name = '', kind = ''] = type
      expect(types.has(name), line).toBe(false)
      types.set(name, kind)
      family = name
      return []
    }
    const [, name = '', labels = '', value = '', at] = sample.exec(line) ?? []
    expect(name, line).not.toBe('')
    expect(at, 'a timestamp').toBeUndefined()
    const own =
      types.get(family) === 'summary'
        ? name.replace(/_(?:sum|count)$/, '')
        : name
    expect(own, line).toBe(family)
    return [{ name, labels: labelsIn(labels), value: Number(value) }]
  })
  const keys = lines.map(({ name, labels }) => JSON.stringify([name, labels]))
  expect(new Set(keys).size).toBe(keys.length)
  return lines
}

function labelsIn(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)]
  return Object.fromEntries(
    pairs.map(([, name = '', value = '']) => [
      name,
      value.replaceAll(/\\(.)/g, (_, one: string) => escapes[one] ?? one),
    ]),
  )
}

const strange = 'team "a\\b"\nnext'
const operation = 'POST /client_sessions/get'

function judged(night: number, answered = 4): Event {
  return {
    type: 'judged',
    run: runOf(
      night,
      { 'body-type-wrong · token': 'x' },
      {
        owner: strange,
        findings: ['one', 'two'].map((fingerprint) => ({
          fingerprint,
          code: 'body-type-wrong',
          operation,
          at: 'body.token',
          expected: 'a string',
          received: 'a number',
          seenAt: [],
        })),
      },
    ),
    target,
    flapping,
    channels: {},
    metrics: {
      durationMs: 42_000,
      requests: 9,
      settleMs: 312,
      cases: { passed: 5, failed: 1, inconclusive: 0, notJudged: 2 },
      operations: { [operation]: [4, answered, 20, 90, 90, 200] },
    },
  }
}

function measurementOf(events: readonly Event[]) {
  const record = events.reduce<MonitorRecord>(fold, emptyRecord)
  const nowMs = Date.UTC(2026, 0, 3, 2)
  return { record, trend: addEvents(events, emptyTrend), nowMs }
}

async function linesOf(events: readonly Event[]): Promise<readonly Line[]> {
  const families = familiesOf(measurementOf(events))
  const labels = { target, driver: 'api' }
  return parse(await renderMetrics({ families, labels }))
}

function valueOf(
  lines: readonly Line[],
  name: string,
  ...[labels = {}]: [Readonly<Record<string, string>>?]
): number | undefined {
  const all = { target, driver: 'api', ...labels }
  return lines.find(
    (line) =>
      line.name === `seamwatch_${name}` &&
      JSON.stringify(Object.entries(line.labels).toSorted()) ===
        JSON.stringify(Object.entries(all).toSorted()),
  )?.value
}

test('the file is in the text format of Prometheus, whatever an owner is called', async () => {
  const lines = await linesOf([judged(0), judged(1)])
  const of = (name: string, labels = {}) => valueOf(lines, name, labels)
  expect(of('judged_timestamp_seconds')).toBe(Date.UTC(2026, 0, 2, 2) / 1000)
  expect(of('run_duration_seconds')).toBe(42)
  expect(of('verdict', { status: 'failed' })).toBe(1)
  expect(of('verdict', { status: 'passed' })).toBe(0)
  expect(of('cases', { ending: 'not-judged' })).toBe(2)
  const open = { class: 'breaking-drift', owner: strange }
  expect(of('findings_open', open)).toBe(2)
  expect(of('finding_age_seconds', { class: 'breaking-drift' })).toBe(172_800)
  expect(of('findings_accepted')).toBe(0)
  expect(of('requests_total')).toBe(18)
  expect(of('settle_seconds')).toBe(0.312)
  expect(of('operation_up', { operation })).toBe(1)
  expect(of('reply_seconds', { operation, quantile: '0.95' })).toBe(0.09)
  expect(of('reply_seconds_sum', { operation })).toBe(0.4)
  expect(of('reply_seconds_count', { operation })).toBe(8)
})

test('no label holds a fingerprint or the key of a cause', async () => {
  const lines = await linesOf([judged(0)])
  const names = new Set(lines.flatMap(({ labels }) => Object.keys(labels)))
  expect([...names].toSorted()).toEqual([
    'class',
    'driver',
    'ending',
    'operation',
    'owner',
    'quantile',
    'status',
    'target',
  ])
})

test('an operation that did not answer is down, and has no quantiles', async () => {
  const lines = await linesOf([judged(0), judged(1, 0)])
  expect(valueOf(lines, 'operation_up', { operation })).toBe(0)
  const quantile = { operation, quantile: '0.5' }
  expect(valueOf(lines, 'reply_seconds', quantile)).toBeNaN()
  const families = familiesOf(measurementOf([judged(0), judged(1, 0)]))
  const body = renderOtlp({ families, labels: { target }, nowMs: 5 })
  expect(JSON.stringify(body)).not.toContain('null')
})

test('before the first verdict there is little to say, in the right form', async () => {
  const lines = await linesOf([])
  expect(lines.map(({ name, value }) => `${name} ${value}`)).toEqual([
    'seamwatch_findings_open 0',
    'seamwatch_findings_accepted 0',
  ])
})

test('OTLP has gauges, sums and summaries as its JSON form says', () => {
  const families = familiesOf(measurementOf([judged(0)]))
  const { resourceMetrics } = renderOtlp({
    families,
    labels: { target },
    nowMs: 1_767_225_600_000,
  })
  const [{ resource, scopeMetrics } = { resource: {}, scopeMetrics: [] }] =
    resourceMetrics
  expect(resource).toEqual({
    attributes: [
      { key: 'service.name', value: { stringValue: 'seamwatch' } },
      { key: 'target', value: { stringValue: 'production' } },
    ],
  })
  const metrics = scopeMetrics.flatMap((it) => it.metrics)
  const named = (name: string) =>
    metrics.find((it) => it.name === `seamwatch_${name}`)
  const at = '1767225600000000000'
  expect(named('run_duration_seconds')).toMatchObject({
    unit: 's',
    gauge: { dataPoints: [{ attributes: [], timeUnixNano: at, asDouble: 42 }] },
  })
  expect(named('requests_total')).toMatchObject({
    sum: {
      aggregationTemporality: 2,
      isMonotonic: true,
      dataPoints: [{ timeUnixNano: at, asDouble: 9 }],
    },
  })
  expect(named('reply_seconds')).toMatchObject({
    summary: {
      dataPoints: [
        {
          count: '4',
          sum: 0.2,
          quantileValues: [
            { quantile: 0.5, value: 0.02 },
            { quantile: 0.95, value: 0.09 },
            { quantile: 1, value: 0.09 },
          ],
        },
      ],
    },
  })
})

test('the badge says what is open before it says how the last run ended', () => {
  const { record } = measurementOf([judged(0)])
  const of = (nowMs: number, from = record) =>
    statusOf(from, { target, nowMs, maxAgeMs: 3_600_000 })
  const now = Date.UTC(2026, 0, 1, 2, 5)
  expect(badgeOf(of(now), 'passed')).toEqual({
    label: 'production',
    message: '1 open',
    color: 'red',
  })
  expect(badgeOf(of(now * 2), 'passed').message).toBe('stale')
  const clean = fold(emptyRecord, {
    type: 'judged',
    run: runOf(0, {}),
    target,
    flapping,
    channels: {},
  })
  expect(badgeOf(of(now, clean), 'passed').message).toBe('ok')
  expect(badgeOf(of(now, clean), 'inconclusive').color).toBe('orange')
  const name = '<script>&'
  const svg = renderBadge({ label: name, message: 'ok', color: 'brightgreen' })
  expect(svg).toContain('&lt;script&gt;&amp;')
})

const scenarios = { 'a.yaml': scenarioOf('a session is made', made) }

test('a run writes the files, and sends the metrics to a gateway and a collector', async () => {
  const sandbox = await startSandbox()
  const receiver = await openReceiver()
  const left = await seamwatch({
    args: ['watch', '--once'],
    sandbox,
    scenarios,
    env: {
      SEAMWATCH_PUSHGATEWAY_URL: `${receiver.url}/push`,
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${receiver.url}/v1/metrics`,
    },
  })
  expect(left.exitCode, left.printed).toBe(0)
  expect(left.printed).not.toContain('note:')
  const below = join(left.reportsDir, 'monitor')
  const text = readFileSync(join(below, 'metrics.prom'), 'utf8')
  const lines = parse(text)
  const up = lines.filter(({ name }) => name === 'seamwatch_operation_up')
  expect(up).not.toEqual([])
  expect(up.every(({ value }) => value === 1)).toBe(true)
  const [pushed, sent] = receiver.received.toSorted((one, other) =>
    one.path.localeCompare(other.path),
  )
  expect(pushed?.method).toBe('PUT')
  expect(pushed?.path).toMatch(/^\/push\/metrics\/job\/seamwatch\/target\/127/)
  expect(pushed?.text).toBe(text)
  expect(sent?.path).toBe('/v1/metrics')
  expect(sent?.body.resourceMetrics).toHaveLength(1)
  expect(JSON.parse(readFileSync(join(below, 'badge.json'), 'utf8'))).toEqual({
    schemaVersion: 1,
    label: expect.stringContaining('127.0.0.1'),
    message: 'ok',
    color: 'brightgreen',
  })
  expect(existsSync(join(below, 'badge.svg'))).toBe(true)
  await receiver.stop()
  await sandbox.stop()
})

test('a gateway that refuses is a note, and the run passes all the same', async () => {
  const sandbox = await startSandbox()
  const receiver = await openReceiver(() => ({ status: 500, body: 'full' }))
  const left = await seamwatch({
    args: ['watch', '--once'],
    sandbox,
    scenarios,
    env: {
      SEAMWATCH_PUSHGATEWAY_URL: receiver.url.replace('//', '//me:canary@'),
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: receiver.url,
    },
  })
  expect(left.exitCode, left.printed).toBe(0)
  expect(left.printed).toMatch(/note: SEAMWATCH_PUSHGATEWAY_URL: .*500/)
  expect(left.printed).toMatch(
    /note: OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: .*500/,
  )
  expect(left.printed).not.toContain('canary')
  await receiver.stop()
  await sandbox.stop()
})

test('a URL that is none is refused before anything is sent, and is not printed', async () => {
  const sandbox = await startSandbox()
  const left = await seamwatch({
    args: ['watch', '--once'],
    sandbox,
    scenarios,
    env: { SEAMWATCH_PUSHGATEWAY_URL: 'ftp://me:canary@127.0.0.1' },
  })
  expect(left.exitCode).toBe(2)
  expect(left.printed).toContain('SEAMWATCH_PUSHGATEWAY_URL: expected a URL')
  expect(left.printed).not.toContain('canary')
  await sandbox.stop()
})
