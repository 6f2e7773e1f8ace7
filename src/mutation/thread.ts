/** A thread of the pool: runs the tasks that are sent to it. */
import { parentPort } from 'node:worker_threads'
import type { Request, Response } from './pool.ts'
import { perform } from './task.ts'
import type { Task } from './task.ts'
import { openWorkerContext } from './worker-context.ts'
import type { WorkerContext } from './worker-context.ts'

const port = parentPort
if (!port) throw new Error('a thread without its main thread')
let context: Promise<WorkerContext> = Promise.reject(
  new Error('a task came before the scenarios'),
)
context.catch(() => {}) // `respond` sends it

port.on('message', (request: Request) => {
  if (request.kind === 'open') context = openWorkerContext(request)
  else void respond(request)
})

async function respond({ index, task }: Request & { kind: 'run' }) {
  port?.postMessage(await responseTo(index, task))
}

async function responseTo(index: number, task: Task): Promise<Response> {
  try {
    return { kind: 'found', index, found: await perform(task, await context) }
  } catch (error) {
    return { kind: 'broken', index, error }
  }
}
