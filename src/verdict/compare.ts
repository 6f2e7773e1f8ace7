/** This run's findings against those of earlier runs: new, known, back, gone, not
 * looked for, retired. */
import type { PastFinding, PastRun } from '../model/history.ts'
import type { VerdictFinding } from '../model/verdict.ts'
import type { Grouped } from './group.ts'
import { lookFor } from './looked-for.ts'
import type { Fate, Ran } from './looked-for.ts'

export type Comparison = {
  readonly findings: readonly VerdictFinding[]
  readonly gone: readonly PastFinding[]
  readonly unknown: readonly PastFinding[]
  readonly retired: readonly PastFinding[]
}

export type Now = {
  readonly grouped: readonly Grouped[]
  readonly ran: Ran
  /** ISO instant of this run. */
  readonly startedAt: string
  /** The history cannot be read: what is new is unknown. */
  readonly isHistoryDamaged: boolean
}

export function compareWith(last: PastRun | undefined, now: Now): Comparison {
  const before = new Map(
    last?.findings.map((finding) => [finding.fingerprint, finding]),
  )
  const present = new Set(now.grouped.map(({ fingerprint }) => fingerprint))
  const absent = [...before.values()].filter(
    ({ fingerprint, goneAt }) =>
      goneAt === undefined && !present.has(fingerprint),
  )
  const { fateOf } = lookFor(now.ran)
  const having = (fate: Fate) => absent.filter((it) => fateOf(it) === fate)
  return {
    findings: now.grouped.map((finding) => {
      const past = before.get(finding.fingerprint)
      return {
        ...finding,
        since: now.isHistoryDamaged ? 'unknown' : sinceOf(past),
        firstSeen: past?.firstSeen ?? now.startedAt,
      }
    }),
    gone: having('looked-for'),
    unknown: having('not-looked-for'),
    retired: having('retired'),
  }
}

function sinceOf(past: PastFinding | undefined): VerdictFinding['since'] {
  if (!past) return 'new'
  return past.goneAt === undefined ? 'known' : 'regressed'
}
