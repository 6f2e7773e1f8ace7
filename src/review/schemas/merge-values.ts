/** Merges variants that list values. */
import { groupBy } from '../../model/group-by.ts'
import type { Alternative } from './alternative.ts'

/** Lists of values beside each other are one list. @param isExclusive whether a
 * value of two lists is refused. */
export function mergeValues(
  all: readonly Alternative[],
  isExclusive: boolean,
): readonly Alternative[] {
  const listing = all.filter((one) => one.values && !one.tag)
  const [first] = listing
  if (!first || listing.length < 2) return all
  const groups = groupBy(
    listing.flatMap(({ values = [] }) => values),
    (value) => JSON.stringify(value),
  )
  const kept = [...groups.values()].filter(
    (group) => group.length === 1 || !isExclusive,
  )
  const joined: Alternative = {
    ...first,
    kinds: new Set(listing.flatMap((one) => [...one.kinds])),
    values: kept.map(([value]) => value),
  }
  return all.flatMap((one) => {
    if (one === first) return [joined]
    return listing.includes(one) ? [] : [one]
  })
}
