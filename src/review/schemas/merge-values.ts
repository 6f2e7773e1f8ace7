/** Merges variants: those that list values, and those that others contain. */
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

/** `true` and `false` are all that a boolean may be. */
export function withoutFullList(one: Alternative): Alternative {
  const { values: listed = [], ...rest } = one
  const isFull = listed.includes(true) && listed.includes(false)
  const isBoolean = listed.every((value) => typeof value === 'boolean')
  return isFull && isBoolean ? rest : one
}

/** Without variants of which another one allows everything; of two that allow the
 * same the first one stays. */
export function absorb(all: readonly Alternative[]): readonly Alternative[] {
  const free = all.filter(isFree)
  if (all.length < 2 || free.length === 0) return all
  return all.filter(
    (one) =>
      one.unread.size > 0 ||
      one.tag ||
      !free.some(
        (outer) =>
          outer !== one &&
          [...one.kinds].every((kind) => outer.kinds.has(kind)) &&
          (!isEqualTo(outer, one) || all.indexOf(outer) < all.indexOf(one)),
      ),
  )
}

function isEqualTo(outer: Alternative, one: Alternative): boolean {
  return isFree(one) && one.kinds.size === outer.kinds.size
}

/** Without a rule beside its types. */
function isFree(one: Alternative): boolean {
  const { formats, patterns, multiples, not, required, unread } = one
  const sets = [formats, patterns, multiples, not, required, unread]
  const ranges = [one.length, one.bounds, one.count, one.size]
  return (
    !one.values &&
    !one.tag &&
    !one.isUnique &&
    one.items.length + one.objects.length === 0 &&
    sets.every(({ size }) => size === 0) &&
    ranges.every(({ from, to }) => from <= 0 && to === Infinity)
  )
}
