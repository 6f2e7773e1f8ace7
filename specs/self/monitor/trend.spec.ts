/** The trend: folded from the journal, and shown on one page without a script. */
import {
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from '@playwright/test'
import { findBrowser, noBrowser } from '../../../src/drivers/browser/find.ts'
import type { Measured } from '../../../src/model/measured.ts'
import { statusOf } from '../../../src/monitor/status.ts'
import { emptyRecord } from '../../../src/monitor/store/record.ts'
import type { Event } from '../../../src/monitor/store/record.ts'
import { addEvents, emptyTrend } from '../../../src/monitor/trend/days.ts'
import type { Trend } from '../../../src/monitor/trend/days.ts'
import {
  readTrend,
  refreshTrend,
} from '../../../src/monitor/trend/read-trend.ts'
import { renderTrend } from '../../../src/report/html/trend-page.ts'
import { causeRows } from '../../../src/report/trend/causes.ts'
import { operationRows } from '../../../src/report/trend/operations.ts'
import { daysOf, windowOf } from '../../../src/report/trend/window.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { test } from '../drivers/browser/pages.ts'
import { made, scenarioOf } from '../run/steps.ts'
import { flapping, nights, runOf, target } from './runs.ts'
import { dayMs, eventsOf, writeJournal } from './synthetic.ts'

const operation = 'POST /client_sessions/get'

function judged(run: ReturnType<typeof runOf>, metrics?: Measured): Event {
  return {
    type: 'judged',
    run,
    target,
    flapping,
    channels: {},
    ...(metrics && { metrics }),
  }
}

/** One run of each of these days: requests and answers of one operation. */
function trendOf(
  runs: readonly (readonly [night: number, sent: number, answered: number])[],
  isMuted = false,
): Trend {
  return addEvents(
    runs.map(([night, sent, answered]) =>
      judged(runOf(night, {}), {
        durationMs: 1,
        requests: sent,
        cases: { passed: 1, failed: 0, inconclusive: 0, notJudged: 0 },
        operations: { [operation]: [sent, answered, 10, 20, 30, 40] },
        ...(isMuted && { isMuted }),
      }),
    ),
    emptyTrend,
  )
}

const endOf = (night: number) => Date.UTC(2026, 0, night + 1, 12)

function pageOf(trend: Trend, nowMs: number): string {
  const status = statusOf(emptyRecord, { target, nowMs, maxAgeMs: dayMs })
  return renderTrend({ trend, status, driver: 'api', nowMs })
}

test('uptime is the share of requests that were answered, rounded down', () => {
  const trend = trendOf([
    [0, 5000, 5000],
    [1, 5000, 4999],
    [3, 10, 2],
  ])
  const window = windowOf(trend, endOf(3))
  const [row] = operationRows(trend, window)
  expect(row?.uptime).toBe(99.91)
  const shown = row?.strip.map(({ tone, uptime, ...days }) =>
    [tone, daysOf(window, days), uptime].join(' '),
  )
  expect(shown).toEqual([
    'ok 2026-01-01 ',
    'part 2026-01-02 99.98',
    'down 2026-01-04 20',
  ])
  expect(row?.recent).toEqual({ p50: 10, p95: 20 })
})

test('a maintenance window does not count', () => {
  const trend = trendOf([[0, 10, 0]], true)
  const [row] = operationRows(trend, windowOf(trend, endOf(0)))
  expect(row?.uptime).toBeUndefined()
  expect(row?.strip.map(({ tone }) => tone)).toEqual(['muted'])
  expect(pageOf(trend, endOf(0))).toContain('no request')
})

test('a cause has a bar: seen, accepted, not looked for, and a gap without a run', () => {
  const runs = nights('xxaa??.xr').filter((_, night) => night !== 1)
  const trend = addEvents(
    runs.map((run) => judged(run)),
    emptyTrend,
  )
  const window = windowOf(trend, endOf(9))
  const [row] = causeRows(trend, window)
  const bars = row?.bars.map((bar) => `${bar.tone} ${daysOf(window, bar)}`)
  expect(bars).toEqual([
    'seen 2026-01-01',
    'accepted 2026-01-03 to 2026-01-04',
    'unknown 2026-01-05 to 2026-01-06',
    'seen 2026-01-08',
  ])
  expect(row).toMatchObject({ days: 4, lastSeen: '2026-01-08' })
})

test('runs without a verdict and missed runs are on the page', () => {
  const at = '2026-01-03T02:00:00.000Z'
  const trend = addEvents(
    [
      judged(runOf(1, {})),
      { type: 'ended', runId: 'run-2', at },
      {
        type: 'noticed',
        channels: [],
        notice: {
          id: 'one',
          kind: 'missed',
          urgency: 'low',
          key: 'monitor · missed',
          timestamp: at,
          why: 'its process is gone',
          runId: 'run-2',
        },
      },
    ],
    emptyTrend,
  )
  const page = pageOf(trend, endOf(4))
  expect(page).toContain('1 failed, 1 without a verdict, <b>1 missed</b>')
  expect(page).toContain('<title>2026-01-03: without a verdict</title>')
  expect(page).toContain('<title>2026-01-03: missed runs</title>')
})

test('what a run brings is text on the page, and the page has no script', () => {
  const title = `</title><script>document.title='owned'</script>`
  const trend = addEvents(
    [judged(runOf(0, { [title]: 'x' }, { title, owner: title }))],
    emptyTrend,
  )
  const page = pageOf(trend, endOf(0))
  expect(page).not.toMatch(/<script/i)
  expect(page).toContain('&lt;script&gt;')
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1]
  expect(policy).toContain("default-src 'none'")
})

test('a monitor that has never judged has a page', () => {
  const page = pageOf(emptyTrend, endOf(0))
  expect(page).toContain('Not judged yet')
  expect(page).toContain('No run has measured one yet.')
})

test('a run reads only what is new, and comes to the same', ({}, info) => {
  const folder = info.outputPath('store')
  const long = { days: 40, runsADay: 2 }
  writeJournal(folder, { ...long, days: 20 })
  refreshTrend(folder)
  rmSync(join(folder, 'journal'), { recursive: true })
  writeJournal(folder, long)
  const whole = [...eventsOf(long)].reduce(
    (trend, { events }) => addEvents(events, trend),
    emptyTrend,
  )
  // What is folded already is not read: not even where it is damaged.
  const file = join(folder, 'journal', '2026-01.jsonl')
  writeFileSync(file, readFileSync(file, 'utf8').replace('judged', 'jUdged'))
  expect(readTrend(folder)).toEqual(whole)
  rmSync(join(folder, 'trend.json'))
  expect(readTrend(folder)).not.toEqual(whole)
})

test('what was kept is folded again if it is cut off, or the journal is shorter', async ({}, info) => {
  const folder = info.outputPath('store')
  writeJournal(folder, { days: 5, runsADay: 2 })
  const whole = refreshTrend(folder)
  const file = join(folder, 'trend.json')
  await writeFile(file, readFileSync(file, 'utf8').slice(0, 500))
  expect(readTrend(folder)).toEqual(whole)
  refreshTrend(folder)
  rmSync(join(folder, 'journal'), { recursive: true })
  writeJournal(folder, { days: 3, runsADay: 2 })
  expect(Object.keys(readTrend(folder).days)).toHaveLength(3)
})

test('a month that is no longer kept goes from the page', ({}, info) => {
  const folder = info.outputPath('store')
  writeJournal(folder, { days: 40, runsADay: 1 })
  refreshTrend(folder)
  rmSync(join(folder, 'journal', '2026-01.jsonl'))
  expect(Object.keys(readTrend(folder).days)[0]).toBe('2026-02-01')
})

test('400 days of 96 runs: a store below 50 MB, a page below 1 MB', ({}, info) => {
  test.setTimeout(120_000)
  const folder = info.outputPath('store')
  writeJournal(folder, { days: 400, runsADay: 96 })
  const trend = refreshTrend(folder)
  const bytes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .filter((stat) => stat.isFile())
    .reduce((sum, { size }) => sum + size, 0)
  expect(bytes).toBeLessThan(50_000_000)
  expect(Buffer.byteLength(pageOf(trend, endOf(399)))).toBeLessThan(1_000_000)
})

test.describe('in a browser', () => {
  test.skip(!findBrowser(), noBrowser)

  for (const width of [400, 1280])
    test(`the page does not scroll sideways at ${width} pixels`, async ({
      page,
    }, info) => {
      const trend = [...eventsOf({ days: 400, runsADay: 1 })].reduce(
        (all, { events }) => addEvents(events, all),
        emptyTrend,
      )
      const file = info.outputPath('trend.html')
      await writeFile(file, pageOf(trend, endOf(399)))
      const said: string[] = []
      page.on('console', (message) => said.push(message.text()))
      await page.setViewportSize({ width, height: 800 })
      await page.goto(pathToFileURL(file).href)
      const measure = 'document.documentElement.scrollWidth'
      expect(await page.evaluate(measure)).toBe(width)
      expect(await page.locator('rect.accepted').count()).toBeGreaterThan(1)
      expect(said).toEqual([])
    })
})

test('a run of the monitor writes the page, and so does its status', async ({}, info) => {
  const sandbox = await startSandbox()
  const scenarios = { 'a.yaml': scenarioOf('a session is made', made) }
  const left = await seamwatch({
    args: ['watch', '--once'],
    sandbox,
    scenarios,
  })
  expect(left.exitCode, left.printed).toBe(0)
  const page = readFileSync(join(left.reportsDir, 'trend.html'), 'utf8')
  expect(page).toContain('<h1>Passed</h1>')
  expect(page).toContain('POST /client_sessions/create: uptime 100 %')
  const file = info.outputPath('own.html')
  const shown = await seamwatch({
    args: ['status', '--html', file, '--reports', left.reportsDir],
    sandbox,
  })
  expect(shown.exitCode, shown.printed).toBe(0)
  expect(readFileSync(file, 'utf8')).toContain('<h1>Passed</h1>')
  await sandbox.stop()
})
