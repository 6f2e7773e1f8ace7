/** Test selection: which cases can show a fault.
 *
 * Measured in CPU time of `mutants`: without it 2.3 times as much (142 s for
 * 61 s); with every case that can show a fault, not each distinct step once,
 * 1.26 times (78 s). */
import type { Fault } from '../sandbox/faults.ts'
import type { Plan, PlannedStep, Step } from '../model/scenario.ts'
import { stepsNeeded } from './steps-needed.ts'

export type TestSelection = {
  /** Only cases that call one of these; all cases without it. */
  readonly operations?: readonly string[]
  /** Only cases that limit the time of one of these: a slow response shows in
   * no other, and each of them would wait for it. */
  readonly isTimedOnly?: boolean
  /** Every case that calls one of them, whatever the fault says it alters. */
  readonly isWhole?: boolean
}

/** Leaves out cases that never get an altered response. Where a fault alters
 * responses alone, each distinct step is in one case at least, and a case runs
 * only the steps in which the fault can show. Cases that wait come last. */
export function selectCases(
  plans: readonly Plan[],
  {
    faults,
    selection,
    reads,
  }: {
    readonly faults: Fault
    readonly selection: TestSelection
    /** Keys of the operations that change nothing. */
    readonly reads: ReadonlySet<string>
  },
): readonly Plan[] {
  const isAltered = createFilter(faults, selection)
  const altersState = Boolean(faults.raw ?? faults.authorize ?? faults.handle)
  const isWhole = selection.isWhole || altersState || !selection.operations
  const known = new Set<string>()
  const isNeeded = ({ steps }: Plan): boolean => {
    const keys = steps.filter(isAltered).flatMap(keysOf)
    const isNew = keys.some((key) => !known.has(key))
    for (const key of keys) known.add(key)
    return isNew || (keys.length > 0 && isWhole)
  }
  return plans
    .toSorted((a, b) => Number(waits(a)) - Number(waits(b)))
    .filter(isNeeded)
    .map((plan) => (isWhole ? plan : stepsNeeded(plan, { isAltered, reads })))
}

/** Whether time must pass in it. */
export function waits({ steps }: Plan): boolean {
  return steps.some(
    ({ step }) => step.pause !== undefined || step.settlesMs !== undefined,
  )
}

const knownKeys = new WeakMap<PlannedStep, readonly string[]>()

/** Each fault asks for the keys of every step. */
function keysOf(planned: PlannedStep): readonly string[] {
  const known = knownKeys.get(planned) ?? writeKeys(planned)
  knownKeys.set(planned, known)
  return known
}

/** One key for each thing that the step expects or captures: operation,
 * credential and statuses with it. */
function writeKeys({ operation, step }: PlannedStep): readonly string[] {
  const { call, expect = null, assume, saves } = step
  const base = [operation.key, call.credential, statusesOf(step)]
  const parts = [{ expect, assume }, ...saves.map(({ from }) => ({ from }))]
  return parts.map((part) => JSON.stringify([...base, part]))
}

function createFilter(
  { altersOnly }: Fault,
  { operations, isTimedOnly = false, isWhole = false }: TestSelection,
) {
  return ({ operation, step }: PlannedStep): boolean =>
    (!operations || operations.includes(operation.key)) &&
    (isWhole ||
      !altersOnly ||
      statusesOf(step).some((it) => altersOnly.includes(it))) &&
    (!isTimedOnly || step.withinMs !== undefined)
}

/** The statuses that a sandbox without faults may respond with. */
function statusesOf({ isRefusalExpected, refusals, statuses }: Step) {
  return isRefusalExpected ? (refusals ?? [401, 403]) : statuses
}
