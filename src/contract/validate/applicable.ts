/** Finds the schemas that apply to a value, choosing variants by matching. */
import { childrenOf, type Children } from '../document/children.ts'
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
  type Known = Flat & { readonly children: Children | undefined }
  const flats = new Map<string, Known>()
  const flat = (pointer: string): Known =>
    remember(flats, pointer, () => ({
      ...flatten(document, pointer),
      children: childrenOf(document, pointer),
    }))

  function chosen(variants: Variants, value: unknown): readonly string[] {
    const { tags, branches } = variants
    const matching = (): readonly string[] =>
      branches.filter((branch) => matches(branch, value))
    if (!tags) return matching()
    const index = tags.branchOf.get(tagOf(value, tags.property))
    if (index === undefined && !tags.isComplete) return matching()
    return branches.filter((_, at) => at === index)
  }

  /** `isChild`: a discriminator has named it already. */
  function partsFor(
    pointer: string,
    value: unknown,
    isChild = false,
  ): readonly Located[] | undefined {
    const { parts, variants, children } = flat(pointer)
    const child =
      children && !isChild
        ? children.pointerOf.get(tagOf(value, children.property))
        : undefined
    if (variants.length === 0 && child === undefined) return parts
    const found = [...parts]
    const inChild = child === undefined ? [] : partsFor(child, value, true)
    if (!inChild) return undefined
    found.push(...inChild)
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
  const isFixed = (pointer: string): boolean => {
    const { variants, children } = flat(pointer)
    return variants.length === 0 && children === undefined
  }
  return { partsFor, isFixed }
}

/** Empty where the value has no text as its tag. */
function tagOf(value: unknown, property: string): string {
  const tag = objectOr(value)[property]
  return typeof tag === 'string' ? tag : ''
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
