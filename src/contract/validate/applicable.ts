/** Finds the schemas that apply to a value, choosing variants by matching. */
import { flatten, type Flat, type Variants } from '../document/flatten.ts'
import { objectOr } from '../../model/json.ts'
import type { Located } from '../document/refs.ts'
import type { JsonObject } from '../../model/contract.ts'

/** Whether a value satisfies the schema at a JSON pointer. */
type Matches = (pointer: string, value: unknown) => boolean

export type Applicable = {
  /** All schemas that apply to `value` together; undefined when a composition has
   * no match, so that the value cannot be judged. */
  readonly partsFor: (
    pointer: string,
    value: unknown,
  ) => readonly Located[] | undefined
  /** Whether the answer is the same for every value. */
  readonly isFixed: (pointer: string) => boolean
}

export function createApplicable(
  document: JsonObject,
  matches: Matches,
): Applicable {
  const flats = new Map<string, Flat>()
  const flat = (pointer: string): Flat =>
    remember(flats, pointer, () => flatten(document, pointer))

  function chosen(variants: Variants, value: unknown): readonly string[] {
    const { tags, branches } = variants
    if (!tags) return branches.filter((branch) => matches(branch, value))
    const tag = objectOr(value)[tags.property]
    const index = tags.branchOf.get(typeof tag === 'string' ? tag : '')
    return branches.filter((_, at) => at === index)
  }

  function partsFor(
    pointer: string,
    value: unknown,
  ): readonly Located[] | undefined {
    const { parts, variants } = flat(pointer)
    if (variants.length === 0) return parts
    const found = [...parts]
    for (const one of variants) {
      const branches = chosen(one, value)
      if (branches.length === 0) return undefined
      for (const branch of branches) {
        const inner = partsFor(branch, value)
        if (!inner) return undefined
        found.push(...inner)
      }
    }
    return found
  }
  const isFixed = (pointer: string): boolean =>
    flat(pointer).variants.length === 0
  return { partsFor, isFixed }
}

/** The value kept under `key`, made now if there is none. */
export function remember<V>(
  map: Map<string, V>,
  key: string,
  make: () => V,
): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
