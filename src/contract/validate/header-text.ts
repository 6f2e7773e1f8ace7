/** Reads the text of a header as the value that its schema describes (OpenAPI
 * 3.0.3 §4.7.21: style `simple`). */
import { joinPointer } from '../../model/json-pointer.ts'
import { numberAt } from '../../model/json-token.ts'
import { exactOf, type Exact } from '../../model/exact-number.ts'
import { flatten } from '../document/flatten.ts'
import type { JsonObject } from '../../model/contract.ts'

type HeaderValue = Exact | boolean | string | readonly HeaderValue[]

/** The text itself where it is not of the type: then it breaks the schema.
 * Undefined where texts of the type are not read. */
export function readHeaderText(
  text: string,
  { document, pointer }: { document: JsonObject; pointer: string },
): HeaderValue | undefined {
  const { parts } = flatten(document, pointer)
  const types = new Set(parts.flatMap(({ node }) => node['type'] ?? []))
  const [type, ...others] = types
  if (others.length > 0 || type === 'object') return undefined
  if (type === 'boolean')
    return text === 'true' || text === 'false' ? text === 'true' : text
  if (type === 'integer' || type === 'number')
    return numberAt(text, 0) === text ? exactOf(text) : text
  if (type !== 'array') return text
  const holder = parts.find(({ node }) => 'items' in node)
  if (!holder) return undefined
  const items = joinPointer(holder.pointer, 'items')
  const read = text
    .split(',')
    .map((one) => readHeaderText(one.trim(), { document, pointer: items }))
  return read.every((one) => one !== undefined) ? read : undefined
}
