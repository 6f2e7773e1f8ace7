/** A task: one trial by its name, so that it can travel to a thread. */
import { mutants } from '../sandbox/mutants/catalogue.ts'
import { variants } from '../sandbox/mutants/variants.ts'
import { tryOut, withoutExpectation } from './worker-context.ts'
import type { Bench, Sighting } from './worker-context.ts'
import { leftBehind } from './judge.ts'

/** `bare`: an expectation is taken away, named by case and step. */
export type Task = {
  readonly kind: 'usual' | 'mutant' | 'variant'
  readonly id: string
  /** Which cases try it; those that may see it, unless said otherwise. */
  readonly of?: 'scenarios' | 'cells' | 'both'
  readonly bare?: { readonly scenarioId: string; readonly stepId: string }
  /** Every case that calls what it is about, whatever it says that it alters. */
  readonly isWhole?: boolean
  /** It waits for time to pass, and others work meanwhile. */
  readonly isWaiting?: boolean
}

/** What the trial shows.
 * @throws Error where the trial itself breaks: that is a bug, not a finding. */
export async function perform(
  task: Task,
  bench: Bench,
): Promise<readonly Sighting[]> {
  try {
    return await find(task, bench)
  } catch (cause) {
    throw new Error(`${task.kind} "${task.id}" broke`, { cause })
  }
}

function find(
  { id, kind, bare, of, isWhole = false }: Task,
  whole: Bench,
): Promise<readonly Sighting[]> {
  const bench = bare ? withoutExpectation(whole, bare) : whole
  if (kind === 'usual') return tryOut(bench, { faults: {}, of: of ?? 'both' })
  if (kind === 'variant') {
    return tryOut(bench, { faults: named(variants, id).faults() })
  }
  const mutant = named(mutants, id)
  const { operations, caughtBy, cells, limits } = mutant
  return tryOut(bench, {
    faults: mutant.faults(),
    operations,
    isTimedOnly: caughtBy.class === 'latency',
    isUndone: leftBehind.has(caughtBy.code),
    isWhole,
    // The matrix is asked about faults that are its own.
    of: of ?? (cells ? 'both' : 'scenarios'),
    ...(limits && { limits }),
  })
}

function named<Item extends { readonly id: string }>(
  items: readonly Item[],
  id: string,
): Item {
  const found = items.find((item) => item.id === id)
  if (!found) throw new Error('nothing goes by this name')
  return found
}
