/** What schemas let stand one step below a value: named properties, or elements of
 * a list. */
import type { JsonObject } from '../../model/contract.ts'
import { joinPointer } from '../../model/json-pointer.ts'
import { objectOr } from '../../model/json.ts'
import { flatten } from '../document/flatten.ts'
import type { Flat } from '../document/flatten.ts'

export type Below = {
  /** JSON pointers of the schemas of each property. */
  readonly names: ReadonlyMap<string, readonly string[]>
  /** Those of the elements. */
  readonly items: readonly string[]
  /** Something else may stand there, too. */
  readonly isOpen: boolean
}

/** @param pointers of schemas of which one applies. */
export function belowOf(
  document: JsonObject,
  pointers: readonly string[],
): Below {
  const names = new Map<string, string[]>()
  const items: string[] = []
  const seen = new Set<string>()
  let isOpen = false
  const visit = (pointer: string): void => {
    if (seen.has(pointer)) return
    seen.add(pointer)
    const flat = flatOf(document, pointer)
    isOpen ||= flat === undefined || isFree(flat)
    for (const { node, pointer: at } of flat?.parts ?? []) {
      for (const name of Object.keys(objectOr(node['properties']))) {
        const known = names.get(name) ?? []
        names.set(name, [...known, joinPointer(at, 'properties', name)])
      }
      if ('items' in node) items.push(joinPointer(at, 'items'))
    }
    const variants = flat?.variants ?? []
    for (const branch of variants.flatMap(({ branches }) => branches))
      visit(branch)
  }
  for (const pointer of pointers) visit(pointer)
  return { names, items, isOpen }
}

/** Undefined where a reference leads nowhere. */
function flatOf(document: JsonObject, pointer: string): Flat | undefined {
  try {
    return flatten(document, pointer)
  } catch {
    return undefined // what it refers to may hold anything
  }
}

/** Whether it allows what it does not name. The contract need not forbid it: a
 * name beside those that it lists is more likely a mistake. */
function isFree({ parts, variants }: Flat): boolean {
  const has = (word: string) => parts.some(({ node }) => word in node)
  const allows = parts.some(
    ({ node: { additionalProperties = false } }) =>
      additionalProperties !== false,
  )
  // A child of the schema may add properties of its own.
  if (allows || (has('discriminator') && variants.length === 0)) return true
  if (variants.length > 0 || has('properties') || has('items')) return false
  const types = new Set(parts.map(({ node }) => node['type']))
  return !['string', 'number', 'integer', 'boolean'].some((it) => types.has(it))
}
