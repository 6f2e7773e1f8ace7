/** Reads the text of a header as the value that its schema describes (OpenAPI
 * 3.0.3 §4.7.21: style `simple`). */
import { joinPointer } from '../../model/json-pointer.ts'
import { numberAt } from '../../model/json-token.ts'
import { exactOf, type Exact } from '../../model/exact-number.ts'
import { listOr } from '../../model/json.ts'
import { flatten } from '../document/flatten.ts'
import type { Located } from '../document/refs.ts'
import type { JsonObject } from '../../model/contract.ts'

type HeaderValue = Exact | boolean | string | readonly HeaderValue[]

type At = { readonly document: JsonObject; readonly pointer: string }

/** Why texts are not read by the schema; undefined where they are. */
export function whyUnreadText({ document, pointer }: At): string | undefined {
  const { parts, variants } = flatten(document, pointer)
  if (variants.length > 0) return 'a text is not read by variants'
  const types = typesOf(parts)
  const [type, ...others] = types
  if (others.length > 0 || type === 'object')
    return `a text is not read as ${types.join(' and ')}`
  const values = parts.flatMap(({ node }) => listOr(node['enum']))
  if (type === undefined && values.some((one) => typeof one !== 'string'))
    return 'a text is not read by an enum without type'
  if (type !== 'array') return undefined
  const items = itemsOf(parts)
  if (items === undefined) return 'a text is not read as array without items'
  return whyUnreadText({ document, pointer: items })
}

/** The text itself where it is not of the type: then it breaks the schema. */
export function readHeaderText(
  text: string,
  { document, pointer }: At,
): HeaderValue {
  const { parts } = flatten(document, pointer)
  const [type] = typesOf(parts)
  if (type === 'boolean')
    return text === 'true' || text === 'false' ? text === 'true' : text
  if (type === 'integer' || type === 'number')
    return numberAt(text, 0) === text ? exactOf(text) : text
  const items = type === 'array' ? itemsOf(parts) : undefined
  if (items === undefined) return text
  return text
    .split(',')
    .map((one) => readHeaderText(one.trim(), { document, pointer: items }))
}

function typesOf(parts: readonly Located[]): readonly unknown[] {
  return [...new Set(parts.flatMap(({ node }) => node['type'] ?? []))]
}

function itemsOf(parts: readonly Located[]): string | undefined {
  const holder = parts.find(({ node }) => 'items' in node)
  return holder && joinPointer(holder.pointer, 'items')
}
