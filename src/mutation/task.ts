/** A task: one mutation run by its name, so that it can be sent to a thread. */
import type { PlannedStep } from '../model/scenario.ts'
import { mutants } from '../sandbox/mutants/catalogue.ts'
import { equivalentMutants } from '../sandbox/mutants/equivalent.ts'
import type { Detection } from './detection.ts'
import { cleanupCodes } from './judge.ts'
import { runWithFaults } from './worker-context.ts'
import type { WorkerContext } from './worker-context.ts'

export type StepName = { readonly scenarioId: string; readonly stepId: string }

export type Task = {
  readonly kind: 'baseline' | 'mutant' | 'equivalent'
  readonly id: string
  /** Which cases; those that may show it, by default. */
  readonly of?: 'scenarios' | 'cells' | 'both'
  /** Only the scenario of this step, which expects nothing of its body. */
  readonly withoutExpectationOf?: StepName
  /** Every case that calls the mutant's operations, whatever it alters. */
  readonly isWhole?: boolean
  /** It waits for time to pass; others can work meanwhile. */
  readonly isWaiting?: boolean
}

/** @throws Error if the run itself breaks: that is a bug, not a detection. */
export async function perform(
  task: Task,
  context: WorkerContext,
): Promise<readonly Detection[]> {
  try {
    return await find(task, context)
  } catch (cause) {
    throw new Error(`${task.kind} "${task.id}" broke`, { cause })
  }
}

function find(
  { id, kind, withoutExpectationOf, of, isWhole = false }: Task,
  whole: WorkerContext,
): Promise<readonly Detection[]> {
  const context = withoutExpectationOf
    ? withoutExpectation(whole, withoutExpectationOf)
    : whole
  if (kind === 'baseline') {
    return runWithFaults(context, { faults: {}, of: of ?? 'both' })
  }
  if (kind === 'equivalent') {
    return runWithFaults(context, {
      faults: named(equivalentMutants, id).faults(),
    })
  }
  const mutant = named(mutants, id)
  const { operations, caughtBy, cells, limits } = mutant
  return runWithFaults(context, {
    faults: mutant.faults(),
    operations,
    isTimedOnly: caughtBy.class === 'latency',
    isCleanedUp: cleanupCodes.has(caughtBy.code),
    isWhole,
    // The matrix is run with its own mutants only.
    of: of ?? (cells ? 'both' : 'scenarios'),
    ...(limits && { limits }),
  })
}

/** The cases of one scenario, without the expectation of one of its steps. */
function withoutExpectation(
  context: WorkerContext,
  { scenarioId, stepId }: StepName,
): WorkerContext {
  const strip = (planned: PlannedStep): PlannedStep => {
    if (planned.step.id !== stepId) return planned
    const { expect: _, assume: _assume, ...step } = planned.step
    return { ...planned, step }
  }
  const plans = context.plans
    .filter((plan) => plan.case.scenario.id === scenarioId)
    .map((plan) => ({ ...plan, steps: plan.steps.map(strip) }))
  return { ...context, plans, cells: [] }
}

function named<Item extends { readonly id: string }>(
  items: readonly Item[],
  id: string,
): Item {
  const found = items.find((item) => item.id === id)
  if (!found) throw new Error('no mutant has this id')
  return found
}
