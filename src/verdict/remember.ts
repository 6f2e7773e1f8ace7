/** What the history keeps of a run: its findings, and those of earlier runs. */
import type { PastFinding, PastRun } from '../model/history.ts'
import type { Verdict } from '../model/verdict.ts'
import { seenAtMost } from './group.ts'
import { lookFor } from './looked-for.ts'
import type { Ran } from './looked-for.ts'

/** Findings that are gone keep their first date: so many of them. */
const goneAtMost = 1000

/** A finding that the run did not look for stays open. One that it saw again stays
 * open at the places that it did not check, too. */
export function rememberRun(
  verdict: Verdict,
  { last, ran }: { readonly last?: PastRun | undefined; readonly ran: Ran },
): PastRun {
  const { runId, startedAt, status } = verdict
  const { unchecked } = lookFor(ran)
  const before = new Map(last?.findings.map((it) => [it.fingerprint, it]))
  const now = verdict.findings.map((finding): PastFinding => {
    const { fingerprint, code, operation, at, cases, firstSeen } = finding
    const past = before.get(fingerprint)
    const others = past && past.goneAt === undefined ? unchecked(past) : []
    return {
      fingerprint,
      code,
      operation,
      at,
      cases,
      seenAt: [...finding.seenAt, ...others].slice(0, seenAtMost),
      firstSeen,
      lastSeen: startedAt,
    }
  })
  const present = new Set(now.map(({ fingerprint }) => fingerprint))
  const ended = [...verdict.gone, ...verdict.retired].map((it) => ({
    ...it,
    goneAt: startedAt,
  }))
  const longGone = [...before.values()].filter(
    ({ fingerprint, goneAt }) =>
      goneAt !== undefined && !present.has(fingerprint),
  )
  const gone = [...ended, ...longGone].slice(0, goneAtMost)
  const findings = [...now, ...verdict.unknown, ...gone]
  return { runId, startedAt, status, findings }
}
