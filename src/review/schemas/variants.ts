/** Variants: finds which new variant continues which old one. */
import type { Alternative } from './alternative.ts'

/** Property → the values that it has in one variant. */
export type Marks = ReadonlyMap<string, ReadonlySet<string>>

export type Variant = {
  readonly alternative: Alternative
  /** Required properties whose values are listed. */
  readonly listed: Marks
  /** With the discriminator's tag, where its property lists no values. */
  readonly marks: Marks
}

export type Match = {
  readonly pairs: readonly (readonly [old: Variant, fresh: Variant])[]
  readonly removed: readonly Variant[]
  readonly added: readonly Variant[]
}

type Test = (old: Variant, fresh: Variant) => boolean

/** To find an equal variant among others, each is compared with each. */
const mostComparisons = 400

/** The surest sign first. @param isEqual whether two allow the same. */
export function matchVariants(
  given: {
    readonly old: readonly Variant[]
    readonly fresh: readonly Variant[]
  },
  isEqual: Test,
): Match {
  const [one, other] = [given.old[0], given.fresh[0]]
  if (one && other && given.old.length === 1 && given.fresh.length === 1)
    return { pairs: [[one, other]], removed: [], added: [] }
  const old = new Set(given.old)
  const fresh = new Set(given.fresh)
  const pairs: (readonly [Variant, Variant])[] = []
  const pair = (fits: Test): void => {
    for (const before of old)
      for (const after of fresh) {
        if (!fits(before, after)) continue
        pairs.push([before, after])
        old.delete(before)
        fresh.delete(after)
        break
      }
  }
  pair(isSameComponent)
  pair(haveCommonMark)
  if (old.size * fresh.size <= mostComparisons) pair(isEqual)
  pair(haveSamePlace)
  pair(areSameScalar)
  if (old.size === 1 && fresh.size === 1) pair(mayContinue)
  return { pairs, removed: [...old], added: [...fresh] }
}

/** A mark with the same name and a common value, and none that contradicts. */
function haveCommonMark(old: Variant, fresh: Variant): boolean {
  const names = [...old.marks.keys()].filter((name) => fresh.marks.has(name))
  return names.length > 0 && names.every((name) => overlap(name, old, fresh))
}

function overlap(name: string, old: Variant, fresh: Variant): boolean {
  const values = fresh.marks.get(name)
  return [...(old.marks.get(name) ?? [])].some((one) => values?.has(one))
}

/** Where only the discriminator says which variant it is, its mapping may have
 * changed. */
function isSameComponent(old: Variant, fresh: Variant): boolean {
  const tags = [old, fresh].map(({ alternative: { tag }, listed }) =>
    tag && !listed.has(tag.property) ? tag.property : undefined,
  )
  const isTagged = tags[0] !== undefined && tags[0] === tags[1]
  return isTagged && haveSamePlace(old, fresh)
}

/** Its tag may have changed. */
function haveSamePlace(old: Variant, fresh: Variant): boolean {
  const placeOf = ({ alternative }: Variant): string =>
    alternative.pointers.join(' ')
  return placeOf(old) === placeOf(fresh) && agree('listed', old, fresh)
}

function areSameScalar(old: Variant, fresh: Variant): boolean {
  const [a, b] = [old.alternative, fresh.alternative]
  if (a.kinds.has('object') || a.kinds.size !== b.kinds.size) return false
  return [...a.kinds].every((kind) => b.kinds.has(kind))
}

function mayContinue(old: Variant, fresh: Variant): boolean {
  const isSameKind = [...old.alternative.kinds].some((kind) =>
    fresh.alternative.kinds.has(kind),
  )
  return isSameKind && agree('marks', old, fresh)
}

/** Whether one value may satisfy two of them. */
export function mayOverlap(variants: readonly Variant[]): boolean {
  return variants.some((one, index) =>
    variants.slice(index + 1).some((other) => mayContinue(one, other)),
  )
}

/** Marks that contradict each other make it another variant. */
function agree(
  which: 'marks' | 'listed',
  old: Variant,
  fresh: Variant,
): boolean {
  const names = [...old[which].keys()].filter((name) => fresh[which].has(name))
  return names.every((name) => overlap(name, old, fresh))
}
