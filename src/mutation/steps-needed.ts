/** Steps needed: the part of a case in which a fault can show that alters
 * responses alone, and nothing that the API keeps.
 *
 * Without it a mutation run sends a quarter more requests and needs about a tenth
 * more CPU time. A spec compares whole cases with these parts. */
import type { JsonValue } from '../model/contract.ts'
import type { Plan, PlannedStep } from '../model/scenario.ts'
import { referencesIn } from '../scenario/references.ts'

export type Altered = {
  /** Whether the fault alters the response to the step. */
  readonly isAltered: (planned: PlannedStep) => boolean
  /** Keys of the operations that change nothing. */
  readonly reads: ReadonlySet<string>
}

/** Keeps the altered steps, the steps that depend on one of them, and the steps
 * that either of them needs. */
export function stepsNeeded(plan: Plan, by: Altered): Plan {
  const { steps } = plan
  const affected = affectedIn(steps, by)
  const last = steps.findLastIndex((it) => affected.has(it))
  const kept: PlannedStep[] = []
  for (const planned of steps.slice(0, last + 1).toReversed()) {
    const isNeeded =
      affected.has(planned) ||
      mayChange(planned, by) ||
      kept.some(
        (later) => dependsOn(later, planned) || isAnswerBefore(planned, later),
      )
    if (isNeeded) kept.unshift(planned)
  }
  return { ...plan, steps: kept }
}

/** If a write depends on an altered response, every later step may differ. */
function affectedIn(
  steps: readonly PlannedStep[],
  by: Altered,
): ReadonlySet<PlannedStep> {
  const affected = new Set<PlannedStep>()
  let isAllAffected = false
  for (const planned of steps) {
    const isDependent = [...affected].some((it) => dependsOn(planned, it))
    if (isAllAffected || isDependent || by.isAltered(planned))
      affected.add(planned)
    isAllAffected ||= isDependent && mayChange(planned, by)
  }
  return affected
}

/** A request that the API rejects changes nothing. */
function mayChange(planned: PlannedStep, { reads }: Altered): boolean {
  return !reads.has(planned.operation.key) && !isRejected(planned)
}

/** A 5xx on a request that must be rejected is judged by whether the operation
 * has answered before. */
function isAnswerBefore(planned: PlannedStep, later: PlannedStep): boolean {
  return (
    planned.operation.key === later.operation.key &&
    isRejected(later) &&
    !isRejected(planned)
  )
}

function isRejected({ step }: PlannedStep): boolean {
  return step.isRefusalExpected || step.statuses.every((it) => it >= 400)
}

function dependsOn(later: PlannedStep, { step }: PlannedStep): boolean {
  const names = namesIn(later)
  return (
    later.step.after === step.id ||
    step.saves.some(({ name }) => names.has(name))
  )
}

const known = new WeakMap<PlannedStep, ReadonlySet<string>>()

/** The names that its templates use. */
function namesIn(planned: PlannedStep): ReadonlySet<string> {
  const before = known.get(planned)
  if (before) return before
  const { place: _, id: _id, saves: _saves, ...written } = planned.step
  const references = referencesIn(
    JSON.parse(JSON.stringify(written)) as JsonValue,
  ) // it is plain data
  const names = new Set(
    references.flatMap(({ expression }) =>
      expression.kind === 'name' ? [expression.name] : [],
    ),
  )
  known.set(planned, names)
  return names
}
