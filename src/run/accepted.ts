/** Marks the findings of a step that are accepted: they are listed, and do not
 * fail it. */
import type { AcceptedBy } from '../model/acceptance.ts'
import { fingerprintOf } from '../model/finding.ts'
import type { StepOutcome } from '../model/outcome.ts'
import { visible } from '../secrets/visible.ts'
import { statusOf } from './status.ts'

/** @param outcome redacted: fingerprints are compared as people read them. */
export function withAccepted<Step extends StepOutcome>(
  outcome: Step,
  accepted: ReadonlyMap<string, AcceptedBy> = new Map(),
): Step {
  const findings = outcome.findings.map((finding) => {
    const by = accepted.get(visible(fingerprintOf(finding)))
    return by ? { ...finding, accepted: by } : finding
  })
  if (!findings.some((finding) => finding.accepted)) return outcome
  const isFailed = outcome.status === 'failed'
  return {
    ...outcome,
    findings,
    ...(isFailed && { status: statusOf(findings) }),
  }
}
