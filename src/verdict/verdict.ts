/** The verdict of a run, judged from its outcomes. */
import { acceptedIn, withoutEffect } from '../acceptance/settle.ts'
import type { IssuesWithoutEffect, KnownIssues } from '../model/acceptance.ts'
import type { OutcomeRecord } from '../model/outcome.ts'
import { nothingSwept } from '../model/swept.ts'
import type { Swept } from '../model/swept.ts'
import { compareWith, type Comparison } from './compare.ts'
import type { ContractView } from './contract-view.ts'
import { countOutcomes } from './count.ts'
import { coverageOf } from './coverage.ts'
import { groupFindings } from './group.ts'
import { judgeMatrix } from './matrix.ts'
import { withSwept } from './swept-findings.ts'
import { lookFor, ranOf } from './looked-for.ts'
import type { Ran } from './looked-for.ts'
import { pollsOf } from './polls.ts'
import { decide } from './status.ts'
import type { PastRun } from '../model/history.ts'
import type {
  LeftBehind,
  NotJudged,
  RunFacts,
  SuiteError,
  Verdict,
  VerdictFinding,
} from '../model/verdict.ts'
import { visible } from '../secrets/visible.ts'
import { byWeight } from '../model/weight.ts'

export type Evidence = {
  readonly facts: RunFacts
  readonly contract?: ContractView
  /** Last run of the same target. */
  readonly last?: PastRun
  /** Why it cannot be read, one line. */
  readonly historyDamage?: string
  readonly suiteErrors?: readonly SuiteError[]
  /** Cases without an outcome. */
  readonly notRun?: readonly NotJudged[]
  /** Ids of cases that took more than one attempt. */
  readonly retried?: readonly string[]
  readonly swept?: Swept
  /** Why a part of the cases did not run. */
  readonly cutShort?: string
  /** Those that hold for this run. */
  readonly known?: KnownIssues
}

const noneKnown: KnownIssues = { issues: [], today: '' }

/** `outcomes` hold one outcome for each case and driver. */
export function judge(
  outcomes: readonly OutcomeRecord[],
  {
    facts,
    contract,
    last,
    historyDamage,
    suiteErrors = [],
    notRun = [],
    retried = [],
    swept = nothingSwept,
    known = noneKnown,
    cutShort = cutShortBy(outcomes),
  }: Evidence,
): Verdict {
  const ran = ranOf(outcomes, { facts, suiteErrors, notRun })
  const compared = compareWith(last, {
    grouped: withSwept(groupFindings(outcomes, contract), {
      swept,
      outcomes,
      accepted: acceptedIn(known),
    }),
    ran,
    startedAt: facts.startedAt,
    isHistoryDamaged: historyDamage !== undefined,
  })
  const findings = compared.findings.toSorted(heaviestFirst)
  const counts = countOutcomes(outcomes, notRun.length)
  const matrix = contract && judgeMatrix(outcomes, contract.matrix)
  return {
    schemaVersion: 1,
    ...facts,
    ...decide({
      counts,
      findings,
      suiteErrors,
      isCompared: last !== undefined,
      ...(cutShort !== undefined && { cutShort }),
    }),
    drivers: [...new Set(outcomes.map(({ driver }) => driver))].toSorted(),
    contract: contract?.source ?? 'unknown',
    counts,
    ...compared,
    findings,
    comparedWith: last?.startedAt ?? null,
    ...(historyDamage !== undefined && { historyDamage }),
    notJudged: [...outcomes.flatMap(notJudged), ...notRun],
    suiteErrors,
    leftBehind: outcomes.flatMap((outcome) => leftBehind(outcome, swept)),
    swept,
    polls: pollsOf(outcomes),
    retried,
    coverage: coverageOf(outcomes, contract),
    ...(matrix ? { matrix } : {}),
    ...(known.issues.length > 0 && {
      knownIssues: settle(known, { compared, last, ran }),
    }),
  }
}

function cutShortBy(outcomes: readonly OutcomeRecord[]): string | undefined {
  return outcomes
    .flatMap(({ steps }) => steps)
    .find(({ isBlockedByLimit }) => isBlockedByLimit)?.reason
}

/** What has gone once is looked for in every later run. */
function settle(
  known: KnownIssues,
  {
    compared,
    last,
    ran,
  }: {
    readonly compared: Comparison
    readonly last: PastRun | undefined
    readonly ran: Ran
  },
): IssuesWithoutEffect {
  const { fateOf } = lookFor(ran)
  const healed = (last?.findings ?? []).filter(
    (past) => past.goneAt !== undefined && fateOf(past) === 'looked-for',
  )
  const gone = new Set([...compared.gone, ...healed].map(nameOf))
  return withoutEffect(known, {
    found: new Set(compared.findings.map(nameOf)),
    wasLookedFor: (fingerprint) => gone.has(fingerprint),
  })
}

function nameOf({ fingerprint }: { readonly fingerprint: string }): string {
  return fingerprint
}

function heaviestFirst(left: VerdictFinding, right: VerdictFinding): number {
  return (
    byWeight(left.class, right.class) ||
    right.since.localeCompare(left.since) ||
    left.operation.localeCompare(right.operation) ||
    left.at.localeCompare(right.at)
  )
}

/** Whole cases, and single steps of cases that were judged in part. */
function notJudged(outcome: OutcomeRecord): readonly NotJudged[] {
  if (outcome.status === 'not-judged') {
    return [{ case: outcome.title, reason: reasonOf(outcome) }]
  }
  return outcome.steps
    .filter(({ status }) => status === 'not-judged')
    .map((step) => ({
      case: `${outcome.title} › ${step.id}`,
      reason: reasonOf(step),
    }))
}

/** What the case could not delete, and no later sweep deleted. */
function leftBehind(
  outcome: OutcomeRecord,
  { items }: Swept,
): readonly LeftBehind[] {
  const gone = new Set(
    items
      .filter(({ status }) => status === 'removed' || status === 'gone')
      .map(({ sessionId }) => sessionId),
  )
  return outcome.cleanup
    .filter(({ status }) => status === 'left-behind')
    .filter(({ sessionId }) => !sessionId || !gone.has(sessionId))
    .map((thing) => ({
      case: outcome.title,
      what: visible(thing.what),
      reason: reasonOf(thing),
    }))
}

function reasonOf({ reason }: { readonly reason?: string }): string {
  return visible(reason ?? 'no reason was given')
}
