/** Reach: which cases may show a fault, and how much of them is needed. */
import type { Fault } from '../sandbox/faults.ts'
import type { Plan, PlannedStep, Step } from '../scenario/types.ts'

export type Reach = {
  /** Only cases that call one of these; all cases without it. */
  readonly operations?: readonly string[]
  /** Only cases that give one of these a budget of time: a fault that merely
   * waits shows in no other, and each of them would wait it out. */
  readonly isTimedOnly?: boolean
}

/** A case that never gets a reply which the fault alters cannot show it. */
export function mayShow(
  { touches }: Fault,
  { operations, isTimedOnly = false }: Reach,
) {
  const isMet = ({ operation, step }: PlannedStep): boolean =>
    (!operations || operations.includes(operation.key)) &&
    (!touches || statusesOf(step).some((it) => touches.includes(it))) &&
    (!isTimedOnly || step.withinMs !== undefined)
  return ({ steps }: Plan): boolean => steps.some(isMet)
}

/** With which a sandbox without fault may answer it. */
function statusesOf({ isRefusalExpected, refusals, statuses }: Step) {
  return isRefusalExpected ? (refusals ?? [401, 403]) : statuses
}

/** What it makes stays, and goes with the sandbox. */
export function withoutUndo(plan: Plan): Plan {
  return { ...plan, steps: plan.steps.map(keep) }
}

function keep(planned: PlannedStep): PlannedStep {
  const { undo: _, ...kept } = planned
  return kept
}
