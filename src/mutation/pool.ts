/** The pool: hands trials to threads, so that each core has its share. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Sighting } from './bench.ts'

/** Mutants are named, not sent: a fault cannot travel to a thread.
 * `bare`: an expectation is taken away, named by case and step. */
export type Task = {
  readonly kind: 'usual' | 'mutant' | 'variant'
  readonly id: string
  /** Which cases try it; those that may see it, unless said otherwise. */
  readonly of?: 'scenarios' | 'cells' | 'both'
  readonly bare?: { readonly scenarioId: string; readonly stepId: string }
  /** Every case that may show it, not one for each way to meet it. */
  readonly isWhole?: boolean
  /** It waits for time to pass, and others work meanwhile. */
  readonly isWaiting?: boolean
}

export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'found'; readonly found: readonly Sighting[] }
  | { readonly kind: 'broken'; readonly message: string }

/** Trials of one thread that are under way at once, of those that work and of
 * those that wait. */
const atOnce = { working: 12, waiting: 6 }
const threadsAtMost = 4

/** What each task found, in the order of the tasks.
 * @throws Error when a trial itself breaks: that is a bug, not a finding. */
export async function tryAll(
  tasks: readonly Task[],
  { onDone }: { readonly onDone?: (index: number) => void } = {},
): Promise<readonly (readonly Sighting[])[]> {
  const results: (readonly Sighting[])[] = tasks.map(() => [])
  const all = tasks.map((task, index) => ({ task, index }))
  const queues: Queues = {
    working: all.filter(({ task }) => !task.isWaiting),
    waiting: all.filter(({ task }) => task.isWaiting),
  }
  const count = Math.min(availableParallelism(), threadsAtMost, tasks.length)
  await Promise.all(
    Array.from({ length: count }, () =>
      work(queues, (index, found) => {
        results[index] = found
        onDone?.(index)
      }),
    ),
  )
  return results
}

export type Given = { readonly task: Task; readonly index: number }

type Lane = keyof typeof atOnce

type Queues = Readonly<Record<Lane, Given[]>>

const lanes: readonly Lane[] = ['working', 'waiting']

/** One thread, until nothing is left and all it was given has come back. */
function work(
  queues: Queues,
  keep: (index: number, found: readonly Sighting[]) => void,
): Promise<void> {
  const thread = new Worker(new URL('./thread.js', import.meta.url))
  const underWay = new Map<number, Lane>()
  let isWarm = false
  const finished = new Promise<void>((resolve, reject) => {
    const fill = (lane: Lane): void => {
      const taken = [...underWay.values()].filter((it) => it === lane).length
      for (const given of queues[lane].splice(0, atOnce[lane] - taken)) {
        underWay.set(given.index, lane)
        thread.postMessage(given)
      }
    }
    const next = (): void => {
      const isLast = queues.working.length === 0
      // A thread that is still compiling would be late for what must be in time.
      for (const lane of lanes) {
        if (lane === 'working' || isWarm || isLast) fill(lane)
      }
      if (underWay.size === 0) resolve()
    }
    thread.on('error', reject)
    thread.on('message', ({ index, answer }: Returned) => {
      if (answer.kind === 'broken') {
        reject(new Error(answer.message))
        return
      }
      if (answer.kind === 'found') {
        isWarm = true
        underWay.delete(index)
        keep(index, answer.found)
      }
      next()
    })
  })
  return finished.finally(() => thread.terminate())
}

/** What a thread sends back for what it was given. */
export type Returned = { readonly index: number; readonly answer: Answer }
