/** A finding is gone only where a run looked for it again: at the same case and
 * step, with the same driver, as deep as its check needs. */
import { expect, test } from '@playwright/test'
import type { OutcomeRecord, StepOutcome } from '../../../src/model/outcome.ts'
import type { PastRun } from '../../../src/model/history.ts'
import type { Verdict } from '../../../src/model/verdict.ts'
import { ranOf } from '../../../src/verdict/looked-for.ts'
import { rememberRun } from '../../../src/verdict/remember.ts'
import { judge } from '../../../src/verdict/verdict.ts'
import type { Evidence } from '../../../src/verdict/verdict.ts'
import { finding, judged, outcome, step } from '../report/fixture/outcomes.ts'

type More = Partial<Omit<Evidence, 'facts' | 'last'>> & {
  readonly isFiltered?: boolean
}

let day = 1

/** One run after another: what each found, and what the history keeps of it. */
function watch() {
  let last: PastRun | undefined
  return (
    outcomes: readonly OutcomeRecord[],
    { isFiltered = false, ...more }: More = {},
  ): Verdict => {
    day += 1
    const facts = {
      seamwatch: '0.1.0',
      target: 'sandbox',
      endpoint: 'http://127.0.0.1',
      runId: `r${day}`,
      startedAt: new Date(Date.UTC(2030, 0, day)).toISOString(),
      durationMs: 10,
      isFiltered,
    }
    const given = { facts, ...more }
    const verdict = judge(outcomes, { ...given, ...(last && { last }) })
    last = rememberRun(verdict, { last, ran: ranOf(outcomes, given) })
    return verdict
  }
}

/** A case whose second step is judged, after one of the same operation. */
function twoSteps(
  name: string,
  second: Partial<StepOutcome> = {},
  more: Partial<OutcomeRecord> = {},
): OutcomeRecord {
  const setup = step({ id: 'made', isSetup: true })
  return outcome(name, {
    steps: [setup, step({ id: 'own', ...second })],
    ...more,
  })
}

const bad = (code: Parameters<typeof finding>[0]) => ({
  findings: [finding(code)],
})
const { judged: _, ...neverSent } = step({
  id: 'own',
  status: 'not-judged',
  reason: 'the setup step got no token',
})
const withoutStep = (name: string) =>
  outcome(name, { steps: [step({ id: 'made', isSetup: true }), neverSent] })

const fates = ({ gone, unknown, retired, findings }: Verdict) => ({
  gone: gone.length,
  unknown: unknown.length,
  retired: retired.length,
  since: findings.map(({ since }) => since),
})
const still = { gone: 0, unknown: 1, retired: 0, since: [] }
const mended = { gone: 1, unknown: 0, retired: 0, since: [] }

test('a bypass is not gone where no token was left to try it with', () => {
  const run = watch()
  const first = run([
    twoSteps('auth/POST-create/client_session', bad('refusal-missing')),
  ])
  expect(first.findings[0]?.since).toBe('new')
  expect(fates(run([withoutStep('auth/POST-create/client_session')]))).toEqual(
    still,
  )
  // It stays open for the nights after.
  expect(fates(run([withoutStep('auth/POST-create/client_session')]))).toEqual(
    still,
  )
  const known = run([
    twoSteps('auth/POST-create/client_session', bad('refusal-missing')),
  ])
  expect(known.findings[0]).toMatchObject({
    since: 'known',
    firstSeen: first.startedAt,
  })
})

// What the step of the next night was judged to, and whether that is enough.
for (const [code, next, isEnough] of [
  ['refusal-missing', { reached: 'exchange' }, false],
  ['refusal-missing', { reached: 'response' }, false],
  ['refusal-missing', { reached: 'status' }, true],
  ['body-type-wrong', { body: 'not-judged' }, false],
  ['body-type-wrong', { body: 'no-schema' }, false],
  ['body-type-wrong', { reached: 'status', body: 'judged' }, false],
  ['body-type-wrong', {}, true],
  ['expectation-unmet', { reached: 'body' }, false],
  ['expectation-unmet', {}, true],
  ['response-slow', { reached: 'body' }, false],
  ['response-slow', {}, true],
  ['cors-reply-unreadable', { reached: 'exchange' }, false],
  ['cors-reply-unreadable', { reached: 'response' }, true],
  ['error-type-wrong', { reached: 'status' }, false],
  ['server-error', { reached: 'exchange' }, false],
  ['server-error', { reached: 'response' }, true],
] as const)
  test(`${code} is ${isEnough ? 'gone' : 'not looked for'} after ${JSON.stringify(next)}`, () => {
    const run = watch()
    run([twoSteps('a', bad(code))])
    const verdict = run([twoSteps('a', { judged: judged(next) })])
    expect(fates(verdict)).toEqual(isEnough ? mended : still)
  })

for (const [properties, isEnough] of [
  [['client_sessions', 'client_sessions[].token', 'ok'], true],
  [['client_sessions', 'ok'], false],
  [['client_sessions', 'client_session.token'], false],
] as const) {
  test(`a property of an element is ${isEnough ? 'gone' : 'not looked for'} where ${properties.join(', ')} came`, () => {
    const run = watch()
    const at = 'body.client_sessions[0].device_count'
    const found = { ...finding('body-type-wrong'), at }
    run([twoSteps('a', { findings: [found] })])
    const next = run([twoSteps('a', { judged: judged({ properties }) })])
    expect(fates(next)).toEqual(isEnough ? mended : still)
  })
}

test('each place that showed it must be looked at again', () => {
  const run = watch()
  const all = ['a', 'b', 'c']
  run(all.map((name) => twoSteps(name, bad('body-type-wrong'))))
  const part = run([twoSteps('a'), withoutStep('b'), twoSteps('c')])
  expect(fates(part)).toEqual(still)
  expect(fates(run(all.map((name) => twoSteps(name))))).toEqual(mended)
})

test('a place that a run did not reach stays open beside one that shows it again', () => {
  const run = watch()
  run([
    twoSteps('a', bad('body-type-wrong')),
    twoSteps('b', bad('body-type-wrong')),
  ])
  run([twoSteps('a', bad('body-type-wrong'))], { isFiltered: true })
  expect(fates(run([twoSteps('a'), withoutStep('b')]))).toEqual(still)
  expect(fates(run([twoSteps('a'), twoSteps('b')]))).toEqual(mended)
})

test('another step, or another driver, has not looked', () => {
  const run = watch()
  run([twoSteps('a', bad('body-type-wrong'))])
  expect(fates(run([twoSteps('a', { id: 'renamed' })]))).toEqual(still)
  expect(fates(run([twoSteps('a', {}, { driver: 'browser' })]))).toEqual(still)
})

test('a part of the cases says nothing of the others, and is remembered', () => {
  const run = watch()
  const [a, b] = [bad('body-type-wrong'), bad('server-error')]
  run([twoSteps('a', a), twoSteps('b', b)])
  const part = run([twoSteps('a')], { isFiltered: true })
  expect(fates(part)).toEqual({ ...mended, unknown: 1 })
  const both = run([twoSteps('a'), twoSteps('b', b)])
  expect(both.findings[0]?.since).toBe('known')
})

test('what is there again has regressed, and keeps its first date', () => {
  const run = watch()
  const first = run([twoSteps('a', bad('body-type-wrong'))])
  for (let night = 0; night < 5; night++) run([twoSteps('a')])
  const again = run([twoSteps('a', bad('body-type-wrong'))])
  expect(again.findings[0]).toMatchObject({
    since: 'regressed',
    firstSeen: first.startedAt,
  })
  expect(again.why).toContain('1 regressed')
  const { findings } = run([twoSteps('a', bad('body-type-wrong'))])
  expect(findings[0]?.since).toBe('known')
})

test('a finding is retired with the last case that looks for it', () => {
  const run = watch()
  run([twoSteps('a', bad('body-type-wrong')), twoSteps('b')])
  for (const cut of [
    { isFiltered: true },
    { suiteErrors: [{ what: 'the run', message: 'it was interrupted' }] },
    { notRun: [{ case: 'a', reason: 'it did not run' }] },
  ])
    expect(fates(run([twoSteps('b')], cut))).toEqual(still)
  expect(fates(run([twoSteps('b')]))).toEqual({
    ...still,
    unknown: 0,
    retired: 1,
  })
  expect(fates(run([twoSteps('b')]))).toEqual({ ...still, unknown: 0 })
})

const cleanup = (status: 'undone' | 'left-behind') => [
  { what: 'the session created by step "create"', status, reason: '503' },
]

test('a finding about an undo is gone once the undo works again', () => {
  const run = watch()
  run([twoSteps('a', bad('undo-failed'), { cleanup: cleanup('left-behind') })])
  expect(fates(run([twoSteps('a')]))).toEqual(still)
  const undone = run([twoSteps('a', {}, { cleanup: cleanup('undone') })])
  expect(fates(undone)).toEqual(mended)
})

test('what an older version remembers is gone once its cases pass', () => {
  const past = {
    fingerprint: 'x',
    code: 'body-type-wrong',
    operation: 'POST /client_sessions/create',
    at: 'body',
    cases: [outcome('a').caseId],
    seenAt: [],
    firstSeen: '2029-01-01T00:00:00.000Z',
    lastSeen: '2029-01-01T00:00:00.000Z',
  } as const
  const last = {
    runId: 'r0',
    startedAt: past.lastSeen,
    status: 'failed',
    findings: [past],
  } as const
  const { target, ...rest } = watch()([])
  const facts = { ...rest, target }
  expect(fates(judge([twoSteps('a')], { facts, last }))).toEqual(mended)
  const skipped = outcome('a', { status: 'not-judged', steps: [] })
  expect(fates(judge([skipped], { facts, last }))).toEqual(still)
})

test('with a damaged history nothing is called new', () => {
  const historyDamage = 'The history x.json cannot be read.'
  const verdict = watch()([twoSteps('a', bad('body-type-wrong'))], {
    historyDamage,
  })
  expect(verdict).toMatchObject({ historyDamage, comparedWith: null })
  expect(verdict.findings[0]?.since).toBe('unknown')
  expect(verdict.why).not.toContain('new')
})
