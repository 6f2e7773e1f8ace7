/** The step of a matrix case that its cell judges: setup steps come before it,
 * and calls that could not delete what the case created come after it. */
import type { OutcomeRecord, StepOutcome } from '../../model/outcome.ts'

export function judgedStepOf({
  steps,
}: Pick<OutcomeRecord, 'steps'>): StepOutcome | undefined {
  return steps.find(({ isSetup }) => !isSetup)
}
