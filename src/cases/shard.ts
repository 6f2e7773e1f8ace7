/** The part of the cases that one of several machines runs. */
import { groupBy } from '../model/group-by.ts'
import type { Case } from '../model/scenario.ts'
import type { Shard } from '../model/shard.ts'
import type { Suite } from './suite.ts'

type Cases = Pick<Suite, 'cases' | 'cells'>

/** Every case is in exactly one part, and always in the same. The cells of one
 * operation stay together: one of them shows the others whether the target has
 * the operation at all. */
export function partOf<Whole extends Cases>(
  whole: Whole,
  { index, of }: Shard,
): Whole {
  const { cases, cells } = whole
  const operations = groupBy(cells, ({ id, cell }) => cell?.operation ?? id)
  const units: readonly (readonly Case[])[] = [
    ...[...operations.values()].toSorted((a, b) => b.length - a.length),
    ...cases.map((one) => [one]),
  ]
  const sizes = Array.from({ length: of }, () => 0)
  const mine = new Set<Case>()
  for (const unit of units) {
    const smallest = sizes.indexOf(Math.min(...sizes))
    sizes[smallest] = (sizes[smallest] ?? 0) + unit.length
    if (smallest === index - 1) for (const one of unit) mine.add(one)
  }
  const isMine = (one: Case): boolean => mine.has(one)
  return { ...whole, cases: cases.filter(isMine), cells: cells.filter(isMine) }
}
