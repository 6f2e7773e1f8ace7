/** A thread: tries out what it is given, several at a time. */
import { parentPort } from 'node:worker_threads'
import { mutants } from '../sandbox/mutants/catalogue.ts'
import { variants } from '../sandbox/mutants/variants.ts'
import { openBench, tryOut, withoutExpectation } from './bench.ts'
import type { Sighting } from './bench.ts'
import { leftBehind } from './judge.ts'
import type { Answer, Given, Returned, Task } from './pool.ts'

const port = parentPort
if (!port) throw new Error('a thread without its main thread')
const whole = await openBench()

port.on('message', ({ index, task }: Given) => {
  void answer(index, task)
})
const ready: Returned = { index: -1, answer: { kind: 'ready' } }
port.postMessage(ready)

async function answer(index: number, task: Task): Promise<void> {
  const returned: Returned = { index, answer: await perform(task) }
  port?.postMessage(returned)
}

async function perform(task: Task): Promise<Answer> {
  try {
    return { kind: 'found', found: await find(task) }
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? '') : String(error)
    return { kind: 'broken', message: `${task.kind} "${task.id}": ${message}` }
  }
}

async function find({
  id,
  kind,
  bare,
  of,
  isWhole = false,
}: Task): Promise<readonly Sighting[]> {
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
