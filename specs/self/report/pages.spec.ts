import { expect, test } from '@playwright/test'

import { annotationsFor, featureOf } from '../../../src/report/allure/labels.ts'
import { attemptThatCounts } from '../../../src/verdict/attempts.ts'
import { renderRunSummary } from '../../../src/report/terminal/summary.ts'
import { viewContract } from '../../../src/verdict/contract-view.ts'
import { printable } from '../../../src/secrets/terminal.ts'
import { paintFor, plain } from '../../../src/report/terminal/colour.ts'
import { renderDuration } from '../../../src/report/terminal/duration.ts'
import { renderProgress } from '../../../src/report/terminal/progress.ts'
import {
  loadsForeign,
  withoutForeignScripts,
} from '../../../src/report/allure/mend-pages.ts'
import { renderSummary } from '../../../src/report/html/summary.ts'
import {
  renderTotals,
  skippedLines,
} from '../../../src/report/playwright/totals.ts'
import { judge } from '../../../src/verdict/verdict.ts'
import { contract } from './fixture/contract.ts'
import { facts, finding, outcome, outcomes, step } from './fixture/outcomes.ts'

const verdict = judge(outcomes, { facts, contract: viewContract(contract) })

test('the page, the summary and the verdict show how long polls took', () => {
  expect(verdict.polls).toEqual([
    {
      case: 'a session is listed',
      step: 'create',
      after: 'create',
      isInTime: true,
      tookMs: 312,
      budgetMs: 5000,
      attempts: 2,
    },
  ])
  expect(renderSummary(verdict)).toMatch(/Time until it took effect[^]*312 ms/)
  const summary = renderRunSummary(verdict, { paint: plain, report: 'x' })
  expect(summary).toContain(
    'polls      1 of 1 in time; the longest took 312 ms',
  )
})

test('the summary begins with the heaviest finding and ends with the verdict', () => {
  const text = renderRunSummary(verdict, { paint: plain, report: 'reports/x' })
  const lines = text.split('\n').filter((line) => line !== '')
  expect(lines[0]).toBe('AUTH-BYPASS (1)')
  expect(lines.at(-1)).toBe('verdict: failed')
  expect(text.indexOf('expected  refused')).toBeLessThan(
    text.indexOf('received  200'),
  )
  expect(text).toContain('report     reports/x')
  expect(text).toContain('took       1 min 2 s')
})

test('the page names the kind of file that a finding comes from', () => {
  const [first] = verdict.findings
  if (!first) throw new Error('the fixture has no finding')
  for (const [place, label] of [
    ['scenarios/a.yaml:3:5', 'scenario'],
    ['schemas/client-sessions.json:3:5', 'contract'],
    ['src/cases/components.ts:3:5', 'case'],
  ] as const)
    expect(
      renderSummary({ ...verdict, findings: [{ ...first, place }] }),
    ).toContain(`${label} <code>${place}</code>`)
})

test('the verdict names the release that sent the requests', () => {
  const sdk = {
    name: '@seamapi/http',
    version: '2.32.0',
    integrity: 'sha512-abc',
  }
  const other = judge(outcomes, { facts: { ...facts, sdk } })
  expect(other.sdk).toEqual(sdk)
  const text = renderRunSummary(other, { paint: plain, report: 'x' })
  expect(text).toContain(': @seamapi/http 2.32.0\n')
  expect(text).toContain('integrity  sha512-abc')
  const page = renderSummary(other)
  expect(page).toContain(': @seamapi/http 2.32.0</dd>')
  expect(page).toContain('<dd>sha512-abc</dd>')
})

test('progress counts cases, and names those that neither passed nor failed', () => {
  const line = renderProgress(
    {
      index: 7,
      total: 97,
      title: 'a case',
      ending: 'lost',
      durationMs: 1234,
      notes: ['a note'],
    },
    plain,
  )
  expect(line).toBe(
    ' 7/97 ? a case · ended without a result (1.2 s)\n        a note',
  )
})

test('durations are short texts', () => {
  expect([45.4, 1200, 185_000].map(renderDuration)).toEqual([
    '45 ms',
    '1.2 s',
    '3 min 5 s',
  ])
})

test('colour is used only in a terminal without NO_COLOR', () => {
  expect(printable(paintFor({ isTTY: true }, {})('red', 'x'))).toBe(
    '\u001b[31mx\u001b[39m',
  )
  expect(paintFor({ isTTY: true }, { NO_COLOR: '1' })('red', 'x')).toBe('x')
  expect(paintFor({}, {})('red', 'x')).toBe('x')
})

test('the summary is one page, with every text escaped', () => {
  const received = '<script>alert(1)</script>'
  const hostile = outcome('<b>bold</b>', {
    status: 'failed',
    steps: [step({ findings: [finding('body-missing', { received })] })],
  })
  const page = renderSummary(
    judge([hostile], { facts, contract: viewContract(contract) }),
  )
  expect(page).not.toMatch(/<script|<b>bold|\bsrc=|https?:\/\/(?!127)/)
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(page).toContain('client_session.connect_webview_ids')
})

test('an undocumented status does not count in the coverage of the contract', () => {
  const row = {
    operation: 'POST /x',
    times: 1,
    properties: { documented: 0, seen: 0, unseen: [] },
  } as const
  const coverage = [
    { ...row, statusKey: '200' },
    { ...row, statusKey: '400', times: 0 },
    { ...row, statusKey: 'undocumented' },
  ]
  expect(renderSummary({ ...verdict, coverage })).toMatch(
    />1 of 2 documented responses seen/,
  )
})

test('the summary lists findings as new, known and gone', () => {
  const gone = {
    fingerprint: 'body-missing · POST /client_sessions/create',
    code: 'body-missing',
    operation: 'POST /client_sessions/create',
    at: 'body',
    cases: ['lifecycle/a-session-is-created-and-read-back'],
    seenAt: [
      {
        case: 'lifecycle/a-session-is-created-and-read-back',
        step: 'create',
        driver: 'api',
      },
    ],
    firstSeen: '2029-12-01T00:00:00.000Z',
    lastSeen: '2030-01-01T00:00:00.000Z',
  } as const
  const last = {
    runId: 'r0',
    startedAt: gone.lastSeen,
    status: 'failed',
    findings: [gone],
  } as const
  const page = renderSummary(judge(outcomes, { facts, last }))
  expect(page).toContain('12 new, 0 known, 1 gone')
  expect(page).toContain('Gone since 2030-01-01')
})

test('scripts from other hosts are removed from a page; its own stay', () => {
  const page = withoutForeignScripts(
    '<script async src="https://www.googletagmanager.com/gtag/js?id=G"></script>' +
      '<script>window.dataLayer = []; gtag("js")</script>' +
      '<script src="app.js"></script><script>window.own = 1</script>',
  )
  expect(page).toBe(
    '<script src="app.js"></script><script>window.own = 1</script>',
  )
  expect(loadsForeign(page)).toBe(false)
})

test('a page that loads a style or frame from another host is detected', () => {
  for (const tag of ['<link href="//a.b/x.css">', "<iframe src='https://a.b'>"])
    expect(loadsForeign(tag)).toBe(true)
})

test('a case is labelled before it runs', () => {
  const { annotation, tag } = annotationsFor(
    {
      id: 'lifecycle/x?method=POST',
      row: { method: 'POST' },
      scenario: {
        id: 'lifecycle/x',
        title: 'a story',
        owner: 'identity',
        severity: 'blocker',
        tags: ['gate'],
      },
    },
    { target: 'sandbox', driver: 'api' },
  )
  expect(tag).toEqual(['@gate'])
  expect(
    annotation.map(({ type, description }) => [type, description]),
  ).toEqual([
    ['allure.label.epic', 'Seam client sessions'],
    ['allure.label.feature', 'Lifecycle'],
    ['allure.label.story', 'a story'],
    ['allure.label.severity', 'blocker'],
    ['allure.label.owner', 'identity'],
    [
      'allure.label.seamwatch',
      '{"caseId":"lifecycle/x?method=POST","driver":"api","target":"sandbox","row":{"method":"POST"}}',
    ],
  ])
  expect(featureOf('rate-limits/burst')).toBe('Rate limits')
})

test('a retry does not hide a failed attempt, but it does hide an outage', () => {
  const failed = outcome('x', { status: 'failed' })
  const passed = outcome('x')
  const blocked = outcome('x', { status: 'inconclusive' })
  expect(attemptThatCounts([failed, passed])).toBe(failed)
  expect(attemptThatCounts([blocked, passed])).toBe(passed)
})

const totals = [
  [['passed', 'passed'], 0, false, '2 passed, 0 failed'],
  [['passed', 'failed', 'skipped'], 0, false, '1 passed, 1 failed, 1 skipped'],
  [['passed'], 1, false, '1 passed, 1 failed'],
  [['passed'], 0, true, '1 passed, 1 failed'],
  [[], 0, false, '0 passed, 0 failed'],
] as const

for (const [endings, errors, isCutOff, line] of totals) {
  test(`the totals say ${line} (${errors} errors, cut off: ${isCutOff}, ${endings.length} tests)`, () => {
    expect(renderTotals({ endings, errors, isCutOff })).toBe(line)
  })
}

test('skipped tests are listed by reason', () => {
  const reason = 'no browser was found'
  const many = Array.from({ length: 22 }, (_, at) => ({
    title: `${at}`,
    reason,
  }))
  const [first, ...rest] = skippedLines([
    ...many,
    { title: 'a page', reason: 'only Linux says which it is' },
  ])
  expect(first).toBe('skipped (22): no browser was found')
  expect(rest.slice(-4)).toEqual([
    '  19',
    '  … and 2 more',
    'skipped (1): only Linux says which it is',
    '  a page',
  ])
  expect(skippedLines([])).toEqual([])
})
