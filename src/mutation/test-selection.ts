/** Reach: which cases may show a fault, and how much of them is needed. */
import type { Fault } from '../sandbox/faults.ts'
import type { Plan, PlannedStep, Step } from '../model/scenario.ts'
import { sliceOf } from './steps-needed.ts'
import type { Sight } from './steps-needed.ts'

export type Reach = {
  /** Only cases that call one of these; all cases without it. */
  readonly operations?: readonly string[]
  /** Only cases that give one of these a budget of time: a fault that merely
   * waits shows in no other, and each of them would wait it out. */
  readonly isTimedOnly?: boolean
  /** Every case that calls one of them, with all its steps, whatever the fault
   * says that it alters. */
  readonly isWhole?: boolean
}

/** The cases that are needed to see what the fault shows. One that never gets a
 * reply which it alters shows nothing. Where it does nothing but alter replies,
 * every way in which a case meets it is met by one of them at least, and what
 * goes as without the fault is left out; those that wait come last. */
export function within(
  { plans, reads }: Pick<Sight, 'reads'> & { readonly plans: readonly Plan[] },
  faults: Fault,
  reach: Reach,
): readonly Plan[] {
  const isMet = meeting(faults, reach)
  const isActing = Boolean(faults.raw ?? faults.authorize ?? faults.handle)
  const isWhole = reach.isWhole || isActing || !reach.operations
  const known = new Set<string>()
  const isNeeded = ({ steps }: Plan): boolean => {
    const ways = steps.filter(isMet).flatMap(waysOf)
    const isNew = ways.some((way) => !known.has(way))
    for (const way of ways) known.add(way)
    return isNew || (ways.length > 0 && isWhole)
  }
  return plans
    .toSorted((a, b) => Number(waits(a)) - Number(waits(b)))
    .filter(isNeeded)
    .map((plan) => (isWhole ? plan : sliceOf(plan, { isMet, reads })))
}

/** Whether time must pass in it. */
export function waits({ steps }: Plan): boolean {
  return steps.some(
    ({ step }) => step.pause !== undefined || step.settlesMs !== undefined,
  )
}

/** Who asks, what the reply should be, and each thing that is taken from it. */
function waysOf({ operation, step }: PlannedStep): readonly string[] {
  const { call, expect = null, saves } = step
  const asked = [operation.key, call.credential, statusesOf(step)]
  const taken = [{ expect }, ...saves.map(({ from }) => ({ from }))]
  return taken.map((it) => JSON.stringify([...asked, it]))
}

function meeting(
  { touches }: Fault,
  { operations, isTimedOnly = false, isWhole = false }: Reach,
) {
  return ({ operation, step }: PlannedStep): boolean =>
    (!operations || operations.includes(operation.key)) &&
    (isWhole ||
      !touches ||
      statusesOf(step).some((it) => touches.includes(it))) &&
    (!isTimedOnly || step.withinMs !== undefined)
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
