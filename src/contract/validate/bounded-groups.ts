/** Keeps a bounded selection of many observations, grouped by rule. */

type BoundedGroups<T> = {
  /** `make` is called only if the item is kept. */
  readonly add: (rule: string, make: () => T, weight?: number) => void
  readonly isEmpty: () => boolean
  /** Up to `limit` items in the order they came, one of each rule before a
   * second of any, and how many more there were. */
  readonly pick: (limit: number) => {
    readonly items: readonly T[]
    readonly more: number
  }
}

/** Beyond these limits, observations and rules are only counted. */
const keptPerRule = 100
const keptRules = 1000

export function createBoundedGroups<T>(): BoundedGroups<T> {
  type Entry = { readonly item: T; readonly order: number; round: number }
  const rules = new Map<string, Entry[]>()
  let total = 0
  let kept = 0
  return {
    add(rule, make, weight = 1) {
      total += weight
      const entries = rules.get(rule)
      if (!entries) {
        if (rules.size < keptRules)
          rules.set(rule, [{ item: make(), order: kept++, round: 0 }])
      } else if (entries.length < keptPerRule)
        entries.push({ item: make(), order: kept++, round: entries.length })
    },
    isEmpty: () => total === 0,
    pick(limit) {
      const entries = [...rules.values()].flat()
      const picked = entries
        .toSorted((a, b) => a.round - b.round || a.order - b.order)
        .slice(0, limit)
        .toSorted((a, b) => a.order - b.order)
      return {
        items: picked.map((entry) => entry.item),
        more: total - picked.length,
      }
    },
  }
}
