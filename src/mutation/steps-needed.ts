/** Slices: the part of a case in which a fault can show that merely alters
 * replies, and so nothing that the API keeps. */
import type { JsonValue } from '../model/contract.ts'
import { referencesIn } from '../scenario/references.ts'
import type { Plan, PlannedStep } from '../model/scenario.ts'

export type Sight = {
  /** Whether the fault alters what answers the step. */
  readonly isMet: (planned: PlannedStep) => boolean
  /** Keys of the operations that change nothing. */
  readonly reads: ReadonlySet<string>
}

/** The steps that meet the fault, those that hang on one of them, and those that
 * either needs. All others go as without the fault. */
export function sliceOf(plan: Plan, sight: Sight): Plan {
  const { steps } = plan
  const shown = shownIn(steps, sight)
  const last = steps.findLastIndex((it) => shown.has(it))
  const kept: PlannedStep[] = []
  for (const planned of steps.slice(0, last + 1).toReversed()) {
    const isNeeded =
      shown.has(planned) ||
      mayChange(planned, sight) ||
      kept.some((later) => hangsOn(later, planned))
    if (isNeeded) kept.unshift(planned)
  }
  return { ...plan, steps: kept }
}

/** Where one that hangs on an altered reply may change something, it may now
 * change something else, and all that comes later hangs on it, too. */
function shownIn(steps: readonly PlannedStep[], sight: Sight) {
  const shown = new Set<PlannedStep>()
  let isAdrift = false
  for (const planned of steps) {
    const isHanging = [...shown].some((earlier) => hangsOn(planned, earlier))
    if (isAdrift || isHanging || sight.isMet(planned)) shown.add(planned)
    isAdrift ||= isHanging && mayChange(planned, sight)
  }
  return shown
}

/** What is refused, as it should be, changes nothing. */
function mayChange({ operation, step }: PlannedStep, { reads }: Sight) {
  const isRefused =
    step.isRefusalExpected || step.statuses.every((it) => it >= 400)
  return !reads.has(operation.key) && !isRefused
}

function hangsOn(later: PlannedStep, { step }: PlannedStep): boolean {
  const names = namesIn(later)
  return (
    later.step.after === step.id ||
    step.saves.some(({ name }) => names.has(name))
  )
}

const known = new WeakMap<PlannedStep, ReadonlySet<string>>()

/** The names that it is made of. */
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
