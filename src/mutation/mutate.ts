/** Runs mutants and equivalent mutants, each in a sandbox of its own, and judges
 * them. */
import type { EquivalentMutant, Mutant } from '../sandbox/mutants/mutant.ts'
import type { Detection } from './detection.ts'
import { judgeMutant } from './judge.ts'
import type { Judgement } from './judge.ts'
import { runTasks } from './pool.ts'
import type { Task } from './task.ts'
import { openWorkerContext } from './worker-context.ts'
import type { WorkerContext } from './worker-context.ts'

export type FalseAlarm = {
  readonly mutant: EquivalentMutant
  /** What it shows and a sandbox without faults does not. */
  readonly detections: readonly Detection[]
}

export type Result = {
  readonly judgements: readonly Judgement[]
  /** Equivalent mutants that were detected. */
  readonly falseAlarms: readonly FalseAlarm[]
  readonly equivalentCount: number
  /** What fails without any fault. */
  readonly healthy: readonly Detection[]
}

type Given = {
  readonly mutants: readonly Mutant[]
  readonly equivalents: readonly EquivalentMutant[]
  /** Called as each of them is done, in no order. */
  readonly onDone?: () => void
}

/** Mutants that need a browser run in one meanwhile: it mostly waits for its
 * pages. Without a browser they are not judged. */
export async function runMutants(given: Given): Promise<Result> {
  const context = openWorkerContext()
  const results = await Promise.all([
    judgeAll(only(given, undefined), { context, find: findInThreads }),
    judgeAll(only(given, 'browser'), { context, find: findInBrowser }),
  ])
  const place = new Map(given.mutants.map(({ id }, index) => [id, index]))
  return {
    judgements: results
      .flatMap(({ judgements }) => judgements)
      .toSorted(
        (a, b) => (place.get(a.mutant.id) ?? 0) - (place.get(b.mutant.id) ?? 0),
      ),
    falseAlarms: results.flatMap(({ falseAlarms }) => falseAlarms),
    equivalentCount: results.reduce((sum, it) => sum + it.equivalentCount, 0),
    healthy: results.flatMap(({ healthy }) => healthy),
  }
}

function only(given: Given, needs: Mutant['needs']): Given {
  return {
    ...given,
    mutants: given.mutants.filter((it) => it.needs === needs),
    equivalents: given.equivalents.filter((it) => it.needs === needs),
  }
}

/** Detections without faults, of each mutant, and of each equivalent mutant;
 * undefined if nothing can be run. */
type Found = readonly (readonly Detection[])[] | undefined

type Find = (
  given: Pick<Given, 'mutants' | 'equivalents'>,
  by: {
    readonly context: Promise<WorkerContext>
    readonly onDone: (index: number) => void
  },
) => Promise<Found>

const findInThreads: Find = ({ mutants, equivalents }, by) => {
  const tasks: readonly Task[] = [
    { kind: 'baseline', id: 'without faults' },
    ...mutants.map(({ id, caughtBy, limits }): Task => {
      const isWaiting =
        caughtBy.class === 'latency' || limits?.timeoutMs !== undefined
      return { kind: 'mutant', id, isWaiting }
    }),
    ...equivalents.map(({ id }): Task => ({ kind: 'equivalent', id })),
  ]
  return runTasks(tasks, by)
}

const findInBrowser: Find = async ({ mutants, equivalents }, by) => {
  // Only here: the other mutants need no browser.
  const { runFromPages } = await import('./pages.ts')
  const faults = [...mutants, ...equivalents].map((it) => it.faults)
  return runFromPages([() => ({}), ...faults], by)
}

const nothing: Result = {
  judgements: [],
  falseAlarms: [],
  equivalentCount: 0,
  healthy: [],
}

async function judgeAll(
  given: Given,
  {
    context,
    find,
  }: { readonly context: Promise<WorkerContext>; readonly find: Find },
): Promise<Result> {
  const { mutants, equivalents, onDone } = given
  if (mutants.length + equivalents.length === 0) return nothing
  const found = await find(given, {
    context,
    onDone: (index) => {
      if (index > 0) onDone?.()
    },
  })
  if (!found) return { ...nothing, judgements: mutants.map(notJudged) }
  const [first = []] = found
  const listed = first.filter(({ effect }) => effect === 'listed')
  const baseline = new Set(listed.map(({ fingerprint }) => fingerprint))
  const falseAlarms = equivalents.map((mutant, index) => ({
    mutant,
    detections: (found[1 + mutants.length + index] ?? []).filter(
      ({ fingerprint }) => !baseline.has(fingerprint),
    ),
  }))
  return {
    judgements: mutants.map((mutant, index) =>
      judgeMutant(mutant, { found: found[1 + index] ?? [], baseline }),
    ),
    falseAlarms: falseAlarms.filter(({ detections }) => detections.length > 0),
    equivalentCount: equivalents.length,
    healthy: first.filter(({ effect }) => effect !== 'listed'),
  }
}

function notJudged(mutant: Mutant): Judgement {
  return { mutant, status: 'not-judged', right: [], extra: [] }
}
