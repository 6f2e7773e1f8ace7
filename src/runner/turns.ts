/** Turns: so many cases side by side, and those one after the other that create
 * under keys which others may send. */
import pLimit from 'p-limit'
import { sharesKey } from '../cases/shared-key.ts'
import type { Case } from '../model/scenario.ts'

export type InTurn = <T>(item: Case, work: () => Promise<T>) => Promise<T>

export function takeTurns(concurrency: number): InTurn {
  const limit = pLimit(concurrency)
  const oneByOne = pLimit(1)
  return (item, work) =>
    sharesKey(item) ? oneByOne(() => limit(work)) : limit(work)
}
