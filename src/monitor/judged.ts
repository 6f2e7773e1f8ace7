/** What a run says of each cause: from its verdict and outcomes, and from what is
 * known of earlier runs. Pure. */
import type { FindingClass } from '../model/catalog.ts'
import type { PastFinding } from '../model/history.ts'
import type {
  Cause,
  CauseFinding,
  CauseState,
  JudgedRun,
  MonitorState,
  SeenCause,
} from '../model/monitor.ts'
import type { OutcomeRecord } from '../model/outcome.ts'
import type { Verdict, VerdictFinding } from '../model/verdict.ts'
import { causesOf } from '../verdict/cause.ts'
import type { Caused } from '../verdict/cause.ts'
import { lookFor, ranOf } from '../verdict/looked-for.ts'
import type { Looking } from '../verdict/looked-for.ts'

export type Run = {
  readonly verdict: Verdict
  readonly outcomes: readonly OutcomeRecord[]
  /** Keys of causes that were seen again, or lasted. */
  readonly confirmed: ReadonlySet<string>
  /** Classes with an open maintenance window. */
  readonly muted: ReadonlySet<FindingClass>
}

export function judgedRun(
  { verdict, outcomes, confirmed, muted }: Run,
  state: MonitorState,
): JudgedRun {
  const { runId, startedAt, durationMs, status } = verdict
  const looking = lookFor(ranOf(outcomes, { facts: verdict, ...verdict }))
  const expired = new Set(
    verdict.knownIssues?.expired.map(({ fingerprint }) => fingerprint),
  )
  const seen = causesIn(verdict, outcomes).map((caused): SeenCause => {
    const { key, class: name } = caused.cause
    const before = state.causes[key]
    const cause = withUnchecked(caused.cause, { before, looking })
    const { accepted } = caused.findings[0] ?? {}
    const isAccepted = caused.findings.every((it) => it.accepted)
    const isExpired = caused.findings.some((it) => expired.has(it.fingerprint))
    return {
      key,
      class: name,
      ...(!isSame(cause, before) && { cause }),
      isConfirmed: confirmed.has(key),
      ...(isAccepted && accepted && { accepted }),
      ...(isExpired && { isExpired }),
      ...(muted.has(name) && { isMuted: true }),
    }
  })
  const keys = new Set(seen.map(({ key }) => key))
  const others = Object.values(state.causes).filter(({ key }) => !keys.has(key))
  const having = (fate: ReturnType<typeof fateOf>) =>
    others.filter((it) => fateOf(it, looking) === fate).map(({ key }) => key)
  return {
    runId,
    startedAt,
    endedAt: new Date(Date.parse(startedAt) + durationMs).toISOString(),
    status,
    seen,
    absent: having('looked-for'),
    retired: having('retired'),
  }
}

/** Only what counts, or is accepted: an assumption of ours is no cause. */
export function causesIn(
  { findings }: Pick<Verdict, 'findings'>,
  outcomes: readonly OutcomeRecord[],
): readonly Caused[] {
  const owners = new Map(outcomes.map((it) => [it.caseId, it.owner]))
  const asked = new Set(
    outcomes.flatMap(({ steps }) =>
      steps.filter((step) => step.exchange).map((step) => step.operation),
    ),
  )
  return causesOf(findings.filter(isOfTarget), {
    asked,
    ownerOf: ({ cases }) => owners.get(cases[0] ?? '') ?? '',
  })
}

function isOfTarget({ effect, accepted, assumption }: VerdictFinding): boolean {
  return assumption === undefined || effect !== 'listed' || !!accepted
}

/** Accepted, expired or not: a cause that is looked for everywhere it was seen. */
function fateOf({ findings }: CauseState, { fateOf: of }: Looking) {
  const fates = findings.map((finding) => of(pastOf(finding)))
  if (fates.length === 0 || fates.includes('not-looked-for'))
    return 'not-looked-for'
  return fates.every((fate) => fate === 'retired') ? 'retired' : 'looked-for'
}

/** With the findings of earlier runs that this one did not look for: they are not
 * gone because others of the same cause were seen. */
function withUnchecked(
  cause: Cause,
  {
    before,
    looking: { fateOf: of },
  }: {
    readonly before: CauseState | undefined
    readonly looking: Looking
  },
): Cause {
  if (!before || before.phase === 'recovered' || before.phase === 'retired')
    return cause
  const present = new Set(cause.findings.map((it) => it.fingerprint))
  const unchecked = before.findings.filter(
    (it) => !present.has(it.fingerprint) && of(pastOf(it)) === 'not-looked-for',
  )
  return { ...cause, findings: [...cause.findings, ...unchecked] }
}

function pastOf(finding: CauseFinding): PastFinding {
  return { ...finding, cases: [], firstSeen: '', lastSeen: '' }
}

/** But for what each run has of its own. */
function isSame(cause: Cause, before: CauseState | undefined): boolean {
  return before !== undefined && shownOf(cause) === shownOf(before)
}

function shownOf({ title, hint, owner, findings, class: name }: Cause): string {
  return JSON.stringify([
    [name, title, hint, owner],
    findings.map(({ fingerprint, seenAt }) => [fingerprint, seenAt]),
  ])
}
