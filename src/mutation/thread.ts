/** A thread: tries out what it is given. */
import { parentPort } from 'node:worker_threads'
import { openBench } from './worker-context.ts'
import type { Bench } from './worker-context.ts'
import type { Answer, Order } from './pool.ts'
import { perform } from './task.ts'
import type { Task } from './task.ts'

const port = parentPort
if (!port) throw new Error('a thread without its main thread')
let bench: Promise<Bench> = Promise.reject(new Error('nothing to try by'))
bench.catch(() => {}) // told to whoever asks for it

port.on('message', (order: Order) => {
  if (order.kind === 'open') bench = openBench(order)
  else void answer(order)
})

async function answer({ index, task }: Order & { kind: 'try' }) {
  port?.postMessage(await answerTo(index, task))
}

async function answerTo(index: number, task: Task): Promise<Answer> {
  try {
    return { kind: 'found', index, found: await perform(task, await bench) }
  } catch (error) {
    return { kind: 'broken', index, error }
  }
}
