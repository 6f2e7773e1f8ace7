/** This run's findings against the last run's: new, known, gone, unknown. */
import type { OutcomeRecord } from '../model/outcome.ts'
import type { Grouped } from './group.ts'
import { afterLastCase } from './swept-findings.ts'
import type { PastFinding, PastRun, VerdictFinding } from '../model/verdict.ts'

export type Comparison = {
  readonly findings: readonly VerdictFinding[]
  readonly gone: readonly PastFinding[]
  readonly unknown: readonly PastFinding[]
}

export type Now = {
  readonly grouped: readonly Grouped[]
  readonly outcomes: readonly OutcomeRecord[]
  /** ISO instant of this run. */
  readonly startedAt: string
}

export function compareWith(last: PastRun | undefined, now: Now): Comparison {
  const before = new Map(
    last?.findings.map((finding) => [finding.fingerprint, finding]),
  )
  const present = new Set(now.grouped.map(({ fingerprint }) => fingerprint))
  const absent = [...before.values()].filter(
    ({ fingerprint }) => !present.has(fingerprint),
  )
  const wasLookedFor = lookedFor(now.outcomes)
  return {
    findings: now.grouped.map((finding) => {
      const past = before.get(finding.fingerprint)
      return {
        ...finding,
        since: past ? 'known' : 'new',
        firstSeen: past?.firstSeen ?? now.startedAt,
      }
    }),
    gone: absent.filter(wasLookedFor),
    unknown: absent.filter((finding) => !wasLookedFor(finding)),
  }
}

/**
 * Whether this run checked for a finding: it judged the operation (and the body,
 * for a finding in a body) in one of the cases that had it. It checked the undo
 * of a case wherever it undid something.
 */
export function lookedFor(
  outcomes: readonly OutcomeRecord[],
): (finding: PastFinding) => boolean {
  const looked = new Set<string>()
  for (const { caseId, steps, cleanup } of outcomes) {
    if (cleanup.length > 0) looked.add(keyOf(caseId, '', 'undo'))
    for (const { operation, judged } of steps) {
      if (judged?.isStatusJudged) looked.add(keyOf(caseId, operation, 'reply'))
      if (judged?.body === 'judged')
        looked.add(keyOf(caseId, operation, 'body'))
    }
  }
  return ({ code, operation, cases }) => {
    // Every run looks, at its end.
    if (cases.includes(afterLastCase)) return true
    if (code.startsWith('undo-')) {
      return cases.some((id) => looked.has(keyOf(id, '', 'undo')))
    }
    const part = code.startsWith('body-') ? 'body' : 'reply'
    return cases.some((id) => looked.has(keyOf(id, operation, part)))
  }
}

function keyOf(
  caseId: string,
  operation: string,
  part: 'reply' | 'body' | 'undo',
) {
  return [part, operation, caseId].join(' ')
}
