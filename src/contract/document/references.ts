/** Follows every reference below some places of a document. */
import { joinPointer, resolvePointer } from '../../model/json-pointer.ts'
import { isJsonObject } from '../../model/json.ts'
import type { JsonObject, JsonValue } from '../../model/contract.ts'
import { locate } from './refs.ts'

/** Where names are free, and where values are data. */
const named = new Set(['properties', 'schemas', 'responses', 'parameters'])
const data = new Set(['example', 'examples', 'enum', 'default'])

/** Throws a `BrokenReference` for the first one without a target, to another
 * document, or in a cycle of references. */
export function requireReferences(
  document: JsonObject,
  places: readonly string[],
): void {
  const seen = new Set(places)
  const visit = (value: JsonValue, pointer: string, owner: string): void => {
    if (Array.isArray(value))
      for (const [index, one] of value.entries())
        visit(one, joinPointer(pointer, index), '')
    if (!isJsonObject(value)) return
    if (typeof value['$ref'] === 'string') {
      seen.add(locate(document, pointer).pointer)
      return
    }
    for (const [name, inner] of Object.entries(value))
      if (named.has(owner) || !data.has(name))
        visit(inner, joinPointer(pointer, name), named.has(owner) ? '' : name)
  }
  // It grows while it is read.
  for (const place of seen)
    visit(resolvePointer(document, place) ?? null, place, '')
}
