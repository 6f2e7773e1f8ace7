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
  /** It waits for time to pass: it goes first, and the others work meanwhile. */
  readonly isWaiting?: boolean
}

export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'found'; readonly found: readonly Sighting[] }
  | { readonly kind: 'broken'; readonly message: string }

/** Trials of one thread that are under way at once: some of them wait. */
const atOnce = 8
const threadsAtMost = 4

/** What each task found, in the order of the tasks.
 * @throws Error when a trial itself breaks: that is a bug, not a finding. */
export async function tryAll(
  tasks: readonly Task[],
  { onDone }: { readonly onDone?: (index: number) => void } = {},
): Promise<readonly (readonly Sighting[])[]> {
  const results: (readonly Sighting[])[] = tasks.map(() => [])
  const all = tasks.map((task, index) => ({ task, index }))
  const waiting = [
    ...all.filter(({ task }) => task.isWaiting),
    ...all.filter(({ task }) => !task.isWaiting),
  ]
  const count = Math.min(availableParallelism(), threadsAtMost, tasks.length)
  await Promise.all(
    Array.from({ length: count }, () =>
      work(waiting, (index, found) => {
        results[index] = found
        onDone?.(index)
      }),
    ),
  )
  return results
}

type Waiting = { readonly task: Task; readonly index: number }

/** One thread, until nothing is waiting and all it was given has come back. */
function work(
  waiting: Waiting[],
  keep: (index: number, found: readonly Sighting[]) => void,
): Promise<void> {
  const thread = new Worker(new URL('./thread.js', import.meta.url))
  let underWay = 0
  const finished = new Promise<void>((resolve, reject) => {
    const next = (): void => {
      for (; underWay < atOnce; underWay += 1) {
        const given = waiting.shift()
        if (!given) break
        thread.postMessage(given)
      }
      if (underWay === 0) resolve()
    }
    thread.on('error', reject)
    thread.on('message', ({ index, answer }: Returned) => {
      if (answer.kind === 'broken') {
        reject(new Error(answer.message))
        return
      }
      if (answer.kind === 'found') {
        underWay -= 1
        keep(index, answer.found)
      }
      next()
    })
  })
  return finished.finally(() => thread.terminate())
}

/** What a thread sends back for what it was given. */
export type Returned = { readonly index: number; readonly answer: Answer }
export type Given = Waiting
