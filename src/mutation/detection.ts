/** A detection: one finding of one step, with what is needed to judge a mutant
 * by it. */
import type { Effect, FindingClass, FindingCode } from '../model/catalog.ts'
import { fingerprintOf } from '../model/finding.ts'
import { effectOf } from '../model/weight.ts'
import type { Outcome } from '../model/outcome.ts'

export type Detection = {
  readonly code: FindingCode
  readonly class: FindingClass
  readonly effect: Effect
  readonly operation: string
  readonly at: string
  readonly fingerprint: string
  readonly caseId: string
  readonly stepId: string
}

export function detectionsIn({
  caseId,
  steps,
}: Pick<Outcome, 'caseId' | 'steps'>): readonly Detection[] {
  return steps.flatMap(({ id: stepId, findings }) =>
    findings.map((finding) => {
      const { code, operation, at } = finding
      return {
        code,
        class: finding.class,
        effect: effectOf(finding),
        operation,
        at,
        fingerprint: fingerprintOf(finding),
        caseId,
        stepId,
      }
    }),
  )
}
