/** Known issues in a verdict: what is accepted, expired, or gone. */
import { expect, test } from '@playwright/test'
import type { KnownIssue, KnownIssues } from '../../../src/model/acceptance.ts'
import { fingerprintOf } from '../../../src/model/finding.ts'
import type { OutcomeRecord } from '../../../src/model/outcome.ts'
import type { PastRun } from '../../../src/model/history.ts'
import { withAccepted } from '../../../src/run/accepted.ts'
import { ranOf } from '../../../src/verdict/looked-for.ts'
import { rememberRun } from '../../../src/verdict/remember.ts'
import { judge } from '../../../src/verdict/verdict.ts'
import {
  facts,
  finding,
  judged,
  outcome,
  step,
} from '../report/fixture/outcomes.ts'

const drift = finding('body-type-wrong')
const other = finding('server-error')

const issue: KnownIssue = {
  fingerprint: fingerprintOf(drift),
  owner: 'api-team',
  reason: 'it is being mended',
  link: 'https://example.org',
  until: '2030-01-02',
  place: 'known.yaml:1:16',
}
const known: KnownIssues = { issues: [issue], today: '2030-01-02' }
const by = {
  owner: 'api-team',
  reason: 'it is being mended',
  link: 'https://example.org',
  expires: '2030-01-02',
}
const accepted = new Map([[issue.fingerprint, by]])

function of(...steps: OutcomeRecord['steps']): OutcomeRecord {
  const marked = steps.map((one) => withAccepted(one, accepted))
  const isFailed = marked.some(({ status }) => status === 'failed')
  return outcome('one', {
    steps: marked,
    status: isFailed ? 'failed' : 'passed',
  })
}

const wrong = step({ status: 'failed', findings: [drift] })
const right = step()

function verdictOf(outcomes: readonly OutcomeRecord[], last?: PastRun) {
  return judge(outcomes, { facts, known, ...(last && { last }) })
}

test('a step passes if all that fails it is accepted', () => {
  expect(withAccepted(wrong, accepted).status).toBe('passed')
  expect(
    withAccepted({ ...wrong, findings: [drift, other] }, accepted).status,
  ).toBe('inconclusive')
  const heavier = [drift, finding('refusal-missing')]
  expect(withAccepted({ ...wrong, findings: heavier }, accepted).status).toBe(
    'failed',
  )
  const status = 'not-judged'
  expect(withAccepted({ ...wrong, status }, accepted).status).toBe(status)
})

test('an accepted finding is listed, and the run passes', () => {
  expect(verdictOf([of(wrong)])).toMatchObject({
    status: 'passed',
    findings: [{ effect: 'listed', accepted: { owner: 'api-team' } }],
    knownIssues: { expired: [], stale: [] },
  })
})

test('an accepted finding that is gone is stale in each run that looks for it', () => {
  const remember = (run: ReturnType<typeof verdictOf>, last?: PastRun) =>
    rememberRun(run, { last, ran: ranOf([of(right)], { facts }) })
  const first = remember(verdictOf([of(wrong)]))

  const healed = verdictOf([of(right)], first)
  expect(healed.knownIssues?.stale).toMatchObject([
    { fingerprint: issue.fingerprint, place: 'known.yaml:1:16' },
  ])
  const second = remember(healed, first)

  const unjudged = step({
    status: 'inconclusive',
    judged: judged({ reached: 'exchange', body: 'not-judged' }),
  })
  const outage = verdictOf([of(unjudged)], second)
  expect(outage.knownIssues?.stale).toEqual([])
  const third = remember(outage, second)

  const later = verdictOf([of(right)], third)
  expect(later.gone).toEqual([])
  expect(later.knownIssues?.stale).toHaveLength(1)

  const back = verdictOf([of(wrong)], remember(later, third))
  expect(back.knownIssues?.stale).toEqual([])
})

test('what the run did not look for is not stale', () => {
  const ran = ranOf([of(wrong)], { facts })
  const last = rememberRun(verdictOf([of(wrong)]), { ran })
  const elsewhere = outcome('another')
  expect(verdictOf([elsewhere], last).knownIssues?.stale).toEqual([])
  expect(verdictOf([of(right)]).knownIssues?.stale).toEqual([])
})

test('an expired entry is named while its finding is there', () => {
  const today = '2030-01-03'
  const run = (steps: OutcomeRecord['steps']) =>
    judge([outcome('one', { steps, status: 'failed' })], {
      facts,
      known: { issues: [issue], today },
    }).knownIssues?.expired
  expect(run([wrong])).toMatchObject([{ fingerprint: issue.fingerprint }])
  expect(run([right])).toEqual([])
})

test('a run without known issues has no section about them', () => {
  expect(judge([of(right)], { facts })).not.toHaveProperty('knownIssues')
})
