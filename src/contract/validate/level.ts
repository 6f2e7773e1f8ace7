/** Merges what several schemas document for one place in a body. */
import { joinPointer } from '../../model/json-pointer.ts'
import { isJsonObject, listOr, objectOr } from '../../model/json.ts'
import { isMarked } from '../document/marked.ts'
import type { Located } from '../document/refs.ts'
import type { JsonObject } from '../../model/contract.ts'

/** Everything that is documented for one place in a body. */
export type Level = {
  readonly names: ReadonlyMap<string, Spot>
  /** Names of properties that are only for requests, with their pointers. */
  readonly writeOnly: ReadonlyMap<string, string>
  /** What applies to names not listed; absent when the contract says nothing. */
  readonly others?: Spot
  readonly items?: Spot
  /** Whether names that are not listed are undocumented. */
  readonly isClosed: boolean
  /** JSON pointer of the schema where a new property would be written. */
  readonly pointer: string
}

/** Schemas that apply together at one place; the level is computed once, unless
 * it depends on the value. */
export type Spot = { readonly pointers: readonly string[]; level?: Level }

export function mergeLevel(
  document: JsonObject,
  parts: readonly Located[],
): Level {
  const names = new Map<string, string[]>()
  const writeOnly = new Map<string, string>()
  const others: string[] = []
  const items: string[] = []
  let isOpen = false
  for (const { node, pointer } of parts) {
    for (const name of Object.keys(objectOr(node['properties']))) {
      const at = joinPointer(pointer, 'properties', name)
      names.set(name, [...(names.get(name) ?? []), at])
      if (isMarked(document, { pointer: at, mark: 'writeOnly' }))
        writeOnly.set(name, at)
    }
    // A name that is only required has no schema, but is documented.
    for (const name of listOr(node['required']))
      if (!Object.hasOwn(objectOr(node['properties']), String(name)))
        names.set(String(name), names.get(String(name)) ?? [])
    const additional = node['additionalProperties']
    if (additional !== undefined && additional !== false) isOpen = true
    if (isJsonObject(additional))
      others.push(joinPointer(pointer, 'additionalProperties'))
    if (isJsonObject(node['items'])) items.push(joinPointer(pointer, 'items'))
  }
  const describing = parts.find((part) => 'properties' in part.node)
  const isForbidden = parts.some(
    (part) => part.node['additionalProperties'] === false,
  )
  return {
    writeOnly,
    names: new Map([...names].map(([name, at]) => [name, { pointers: at }])),
    ...(others.length > 0 && { others: { pointers: others } }),
    ...(items.length > 0 && { items: { pointers: items } }),
    // What `additionalProperties: false` forbids is a break: ajv finds it.
    isClosed: describing !== undefined && !isOpen && !isForbidden,
    pointer: (describing ?? parts[0])?.pointer ?? '',
  }
}
