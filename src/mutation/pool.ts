/** The pool: shares trials out among this thread and others, so that each core
 * has its part. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Scenario } from '../model/scenario.ts'
import { openBench } from './worker-context.ts'
import type { Bench, Sighting } from './worker-context.ts'
import { perform } from './task.ts'
import type { Task } from './task.ts'

/** What a thread is told: the scenarios, once, and one trial after the other. */
export type Order =
  | { readonly kind: 'open'; readonly scenarios: readonly Scenario[] }
  | { readonly kind: 'try'; readonly index: number; readonly task: Task }

/** What it says of a trial. */
export type Answer =
  | {
      readonly kind: 'found'
      readonly index: number
      readonly found: readonly Sighting[]
    }
  | { readonly kind: 'broken'; readonly index: number; readonly error: unknown }

type Given = Order & { readonly kind: 'try' }

/** Whoever tries out what it is given. */
type Hand = {
  readonly take: (given: Given) => Promise<readonly Sighting[]>
  readonly end: () => Promise<unknown>
}

/** Trials of one thread that are under way at once, of those that work and of
 * those that wait. */
const atOnce = { working: 2, waiting: 6 }
const handsAtMost = 4

/** What each task found, in the order of the tasks.
 * @throws Error when a trial itself breaks: that is a bug, not a finding. */
export async function tryAll(
  tasks: readonly Task[],
  {
    bench = openBench(),
    onDone,
  }: {
    readonly bench?: Promise<Bench>
    readonly onDone?: (index: number) => void
  } = {},
): Promise<readonly (readonly Sighting[])[]> {
  const results: (readonly Sighting[])[] = tasks.map(() => [])
  const all = tasks.map((task, index): Given => ({ kind: 'try', task, index }))
  const working = all.filter(({ task }) => !task.isWaiting)
  const waiting = all.filter(({ task }) => task.isWaiting)
  const count = Math.min(availableParallelism(), handsAtMost, tasks.length)
  // Threads first: they load what they need while this one opens the bench.
  const threads = Array.from({ length: count - 1 }, () => startThread(bench))
  const hands = [...threads, thisThread(bench)]

  const work = async (queue: Given[], { take }: Hand, most = Infinity) => {
    for (let done = 0; done < most; done += 1) {
      const given = queue.shift()
      if (!given) return
      results[given.index] = await take(given)
      onDone?.(given.index)
    }
  }
  const workBoth = async (hand: Hand) => {
    // One that is still compiling would be late for what must be in time.
    await work(working, hand, 1)
    await Promise.all([
      ...Array.from({ length: atOnce.working }, () => work(working, hand)),
      ...Array.from({ length: atOnce.waiting }, () => work(waiting, hand)),
    ])
  }
  try {
    await Promise.all(hands.map(workBoth))
    return results
  } finally {
    working.length = 0
    waiting.length = 0
    await Promise.all(hands.map(({ end }) => end()))
  }
}

function thisThread(bench: Promise<Bench>): Hand {
  return {
    take: async ({ task }) => perform(task, await bench),
    end: async () => {},
  }
}

function startThread(bench: Promise<Bench>): Hand {
  const thread = new Worker(new URL('./thread.js', import.meta.url))
  const awaited = new Map<number, (answer: Answer) => void>()
  thread.on('message', (answer: Answer) => awaited.get(answer.index)?.(answer))
  const death = new Promise<never>((_resolve, reject) => {
    thread.on('error', reject)
  })
  death.catch(() => {}) // told to whoever waits for an answer
  const tell = (order: Order): void => thread.postMessage(order)
  const opened = bench.then(({ scenarios }) =>
    tell({ kind: 'open', scenarios }),
  )
  return {
    take: async (given) => {
      await opened
      const answered = new Promise<Answer>((resolve) => {
        awaited.set(given.index, resolve)
      })
      tell(given)
      const answer = await Promise.race([answered, death])
      if (answer.kind === 'broken') throw answer.error
      return answer.found
    },
    end: () => thread.terminate(),
  }
}
