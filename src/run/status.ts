/** Status: of a step, from its findings; and of a case, from its steps. */
import type { Finding } from '../model/finding.ts'
import type { Status, StepOutcome } from '../model/outcome.ts'
import { effectOf } from '../model/weight.ts'

export function statusOf(findings: readonly Finding[]): Status {
  const found = new Set(findings.map(effectOf))
  if (found.has('fails')) return 'failed'
  const isUnclear = found.has('inconclusive') || found.has('usage-error')
  return isUnclear ? 'inconclusive' : 'passed'
}

/** The worst status of the steps. A case with a step that was not judged does
 * not pass. */
export function caseStatus(steps: readonly StepOutcome[]): {
  readonly status: Status
  readonly reason?: string
} {
  const has = (status: Status) => steps.some((step) => step.status === status)
  if (has('failed')) return { status: 'failed' }
  if (has('inconclusive')) {
    const unclear = steps.find(
      (step) => step.status === 'inconclusive' && step.reason !== undefined,
    )
    const reason = unclear?.reason
    return { status: 'inconclusive', ...(reason !== undefined && { reason }) }
  }
  // The client overcame an attempt that failed; a limit of the run it did not.
  const skipped = steps.find(
    ({ status, attempt, isBlockedByLimit = false }) =>
      status === 'not-judged' && (!attempt || isBlockedByLimit),
  )
  if (!skipped) return { status: 'passed' }
  const reason = skipped.reason ?? 'a step was not judged'
  const proving = steps.filter(({ isSetup, attempt }) => !isSetup && !attempt)
  return proving.every(({ status }) => status === 'not-judged')
    ? { status: 'not-judged', reason }
    : { status: 'inconclusive', reason }
}
