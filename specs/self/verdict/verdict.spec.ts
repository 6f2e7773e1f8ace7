import { expect, test } from '@playwright/test'

import { viewContract } from '../../../src/verdict/contract-view.ts'
import type { OutcomeRecord } from '../../../src/model/outcome.ts'
import { judge } from '../../../src/verdict/verdict.ts'
import type { Evidence } from '../../../src/verdict/verdict.ts'
import { contract } from '../report/fixture/contract.ts'
import { finding, judged, outcome, step } from '../report/fixture/outcomes.ts'

const facts: Evidence['facts'] = {
  seamwatch: '0.1.0',
  target: 'sandbox',
  endpoint: 'http://127.0.0.1',
  runId: 'r1',
  startedAt: '2030-01-02T03:04:05.000Z',
  durationMs: 10,
  isFiltered: false,
}

const good = outcome('good')
const drifted = withFinding('drifted', 'failed', 'body-type-wrong')
const blocked = withFinding('blocked', 'inconclusive', 'server-error')
const misspelt = withFinding('misspelt', 'inconclusive', 'schema-uncompilable')
const skipped = outcome('skipped', { status: 'not-judged', steps: [] })
const lost = [{ what: 'a test', message: 'it timed out' }]

function withFinding(
  name: string,
  status: OutcomeRecord['status'],
  code: Parameters<typeof finding>[0],
) {
  return outcome(name, {
    status,
    steps: [step({ findings: [finding(code)] })],
  })
}

const table = [
  ['all good is passed', [good], {}, 'passed', 0],
  ['a breaking finding fails', [good, drifted], {}, 'failed', 1],
  ['an outage is inconclusive', [good, blocked], {}, 'inconclusive', 3],
  ['a scenario error is 2', [good, misspelt], {}, 'inconclusive', 2],
  ['a lost test is 2', [good], { suiteErrors: lost }, 'inconclusive', 2],
  ['nothing matched is 2', [], {}, 'inconclusive', 2],
  ['nothing judged is inconclusive', [skipped], {}, 'inconclusive', 3],
  [
    'a failure is not masked by anything',
    [blocked, misspelt, drifted, skipped],
    { suiteErrors: lost },
    'failed',
    1,
  ],
  [
    'a scenario error outweighs an outage',
    [blocked, misspelt],
    {},
    'inconclusive',
    2,
  ],
  [
    'a case that is called passed without a judged reply is inconclusive',
    [
      outcome('empty', {
        steps: [step({ judged: judged({ isStatusJudged: false }) })],
      }),
    ],
    {},
    'inconclusive',
    3,
  ],
] as const

for (const [name, outcomes, extra, status, exitCode] of table) {
  test(name, () => {
    const verdict = judge(outcomes, { facts, ...extra })
    expect(verdict).toMatchObject({ status, exitCode })
    expect(verdict.why).toMatch(/^[A-Z0-9].*\.$/)
  })
}

/** A case that a limit blocked. */
const keptBack = outcome('kept back', {
  status: 'not-judged',
  reason: 'the budget is used up',
  steps: [
    step({
      status: 'not-judged',
      reason: 'the budget is used up',
      isBlockedByLimit: true,
    }),
  ],
})

test('a run that a limit cut short has not passed, and says why', () => {
  const verdict = judge([good, keptBack], { facts })
  expect(verdict).toMatchObject({ status: 'inconclusive', exitCode: 3 })
  expect(verdict.why).toBe('The run was cut short: the budget is used up.')
})

test('a run that was cut short and failed has failed', () => {
  expect(judge([drifted, keptBack], { facts }).exitCode).toBe(1)
})

test('listed findings do not fail a run and are named in why', () => {
  const listed = withFinding('listed', 'passed', 'body-property-undocumented')
  const verdict = judge([listed], { facts })
  expect(verdict.exitCode).toBe(0)
  expect(verdict.why).toContain('1 finding listed')
})

test('a failed outcome fails a run even without findings', () => {
  const verdict = judge([outcome('odd', { status: 'failed' })], { facts })
  expect(verdict.exitCode).toBe(1)
})

test('findings of one fingerprint are one finding with occurrences', () => {
  const again = withFinding('again', 'failed', 'body-type-wrong')
  const { findings } = judge([drifted, again], { facts })
  expect(findings).toHaveLength(1)
  expect(findings[0]).toMatchObject({
    occurrences: 2,
    cases: ['lifecycle/drifted', 'lifecycle/again'],
    place: 'specs/self/report/fixture/scenario.yaml:6:5',
    requestId: '4b1f9c0e-0000-4000-8000-3d1f5b1c7a10',
  })
})

test('findings are sorted by weight', () => {
  const codes = [
    'body-property-undocumented',
    'server-error',
    'latency-over-budget',
    'body-type-wrong',
    'refusal-missing',
  ] as const
  const { findings } = judge(
    codes.map((code) => withFinding(code, 'failed', code)),
    { facts },
  )
  expect(findings.map(({ class: name }) => name)).toEqual([
    'auth-bypass',
    'breaking-drift',
    'latency',
    'outage',
    'additive-drift',
  ])
})

test('the counts of a run are the sums of its steps', () => {
  const { counts } = judge([good, skipped], {
    facts,
    notRun: [{ case: 'never started', reason: 'the run ended' }],
  })
  expect(counts).toEqual({
    cases: { total: 3, passed: 1, failed: 0, inconclusive: 0, notJudged: 2 },
    exchanges: 2,
    fromPages: 0,
    statusesJudged: 2,
    contentTypesJudged: 2,
    bodiesJudged: 2,
    bodiesWithoutSchema: 0,
    bodiesNotJudged: 0,
  })
})

test('coverage lists each documented property that never arrived', () => {
  const { coverage } = judge([good], {
    facts,
    contract: viewContract(contract),
  })
  expect(coverage[0]).toEqual({
    operation: 'POST /client_sessions/create',
    statusKey: '200',
    times: 1,
    properties: {
      documented: 7,
      seen: 6,
      unseen: ['client_session.connect_webview_ids'],
    },
  })
  expect(coverage).toHaveLength(6)
})

const left = outcome('left', {
  cleanup: [
    {
      what: 'the session created by step "create"',
      status: 'left-behind',
      reason: 'POST /client_sessions/delete answered 503',
      sessionId: 'a-session',
    },
  ],
})

test('a session that a case left and the sweep then deleted is not listed as left behind', () => {
  const item = { when: 'after', what: 'session a-session of run r1' } as const
  const sessionId = 'a-session'
  const swept = (status: 'removed' | 'left') => ({
    items: [{ ...item, sessionId, status }],
    notes: [],
    isComplete: true,
  })
  expect(judge([left], { facts }).leftBehind).toHaveLength(1)
  const still = judge([left], { facts, swept: swept('left') })
  expect(still.leftBehind).toHaveLength(1)
  const cleared = judge([left], { facts, swept: swept('removed') })
  expect(cleared.leftBehind).toEqual([])
  expect(cleared.swept.items).toHaveLength(1)
})

function why(...outcomes: readonly OutcomeRecord[]): string {
  return judge(outcomes, { facts }).why
}

test('the reason of a failure counts its findings and names their classes', () => {
  const second = withFinding('second', 'failed', 'body-required-missing')
  const unmet = withFinding('unmet', 'failed', 'expectation-unmet')
  expect(why(drifted)).toBe('1 finding of class breaking-drift.')
  expect(why(drifted, second)).toBe('2 findings of class breaking-drift.')
  expect(why(drifted, second, unmet)).toBe(
    '3 findings: 2 of class breaking-drift, 1 of class expectation.',
  )
})
