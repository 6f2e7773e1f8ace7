/** The pool: shares mutation runs out among this thread and others, one for each
 * core. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Scenario } from '../model/scenario.ts'
import type { Detection } from './detection.ts'
import { perform } from './task.ts'
import type { Task } from './task.ts'
import { openWorkerContext } from './worker-context.ts'
import type { WorkerContext } from './worker-context.ts'

/** What is sent to a thread: the scenarios, once, and then its tasks. */
export type Request =
  | { readonly kind: 'open'; readonly scenarios: readonly Scenario[] }
  | { readonly kind: 'run'; readonly index: number; readonly task: Task }

/** What a thread sends back for each task. */
export type Response =
  | {
      readonly kind: 'found'
      readonly index: number
      readonly found: readonly Detection[]
    }
  | { readonly kind: 'broken'; readonly index: number; readonly error: unknown }

type Run = Request & { readonly kind: 'run' }

type Runner = {
  readonly run: (given: Run) => Promise<readonly Detection[]>
  readonly stop: () => Promise<unknown>
}

/** Tasks of one thread at once: those that work, and those that wait. */
const atOnce = { working: 2, waiting: 6 }
const runnersAtMost = 4

/** What each task found, in the order of the tasks.
 * @throws Error if a run itself breaks: that is a bug, not a detection. */
export async function runTasks(
  tasks: readonly Task[],
  {
    context = openWorkerContext(),
    onDone,
  }: {
    readonly context?: Promise<WorkerContext>
    readonly onDone?: (index: number) => void
  } = {},
): Promise<readonly (readonly Detection[])[]> {
  const results: (readonly Detection[])[] = tasks.map(() => [])
  const all = tasks.map((task, index): Run => ({ kind: 'run', task, index }))
  const working = all.filter(({ task }) => !task.isWaiting)
  const waiting = all.filter(({ task }) => task.isWaiting)
  const count = Math.min(availableParallelism(), runnersAtMost, tasks.length)
  // Threads first: they load their modules while this one opens the context.
  const threads = Array.from({ length: count - 1 }, () => startThread(context))
  const runners = [...threads, thisThread(context)]

  const drain = async (queue: Run[], { run }: Runner, most = Infinity) => {
    for (let done = 0; done < most; done += 1) {
      const given = queue.shift()
      if (!given) return
      results[given.index] = await run(given)
      onDone?.(given.index)
    }
  }
  const drainBoth = async (runner: Runner) => {
    // A thread that is still compiling would miss the time limits of its cases.
    await drain(working, runner, 1)
    await Promise.all([
      ...Array.from({ length: atOnce.working }, () => drain(working, runner)),
      ...Array.from({ length: atOnce.waiting }, () => drain(waiting, runner)),
    ])
  }
  try {
    await Promise.all(runners.map(drainBoth))
    return results
  } finally {
    working.length = 0
    waiting.length = 0
    await Promise.all(runners.map(({ stop }) => stop()))
  }
}

function thisThread(context: Promise<WorkerContext>): Runner {
  return {
    run: async ({ task }) => perform(task, await context),
    stop: async () => {},
  }
}

function startThread(context: Promise<WorkerContext>): Runner {
  const thread = new Worker(new URL('./thread.js', import.meta.url))
  const pending = new Map<number, (response: Response) => void>()
  thread.on('message', (response: Response) =>
    pending.get(response.index)?.(response),
  )
  const failure = new Promise<never>((_resolve, reject) => {
    thread.on('error', reject)
  })
  failure.catch(() => {}) // `run` throws it
  const send = (request: Request): void => thread.postMessage(request)
  const opened = context.then(({ scenarios }) =>
    send({ kind: 'open', scenarios }),
  )
  return {
    run: async (given) => {
      await opened
      const responded = new Promise<Response>((resolve) => {
        pending.set(given.index, resolve)
      })
      send(given)
      const response = await Promise.race([responded, failure])
      if (response.kind === 'broken') throw response.error
      return response.found
    },
    stop: () => thread.terminate(),
  }
}
