/** References to other documents: what is there is not judged, and stops no run. */
import { isJsonObject, isList } from '../../model/json.ts'
import type { JsonObject, JsonValue } from '../../model/contract.ts'
import type { Path } from '../../model/path.ts'

/** In place of `$ref`: the reference as it is written. */
const mark = 'x-outside'

export type Outside = { readonly reference: string; readonly path: Path }

/** The document with something that allows anything in place of each reference to
 * another document; the document itself where there is none. */
export function withoutOutside(document: JsonObject): JsonObject {
  const replace = (value: JsonValue, path: Path): JsonValue => {
    if (isList(value))
      return value.map((item, index) => replace(item, [...path, index]))
    if (!isJsonObject(value)) return value
    const { $ref } = value
    if (typeof $ref === 'string' && !$ref.startsWith('#'))
      return standIn(path, $ref)
    const entries = Object.entries(value).map(
      ([key, inner]) => [key, replace(inner, [...path, key])] as const,
    )
    const isSame = entries.every(([key, inner]) => inner === value[key])
    return isSame ? value : Object.fromEntries(entries)
  }
  return replace(document, []) as JsonObject // it stays an object
}

function standIn(path: Path, reference: string): JsonObject {
  const marked = { [mark]: reference }
  const isIn = (name: string, component: string): boolean =>
    (path[0] === 'paths' && path[3] === name && path.length <= 5) ||
    (path[0] === 'components' && path[1] === component && path.length === 3)
  if (isIn('responses', 'responses'))
    return { ...marked, description: '', content: { '*/*': marked } }
  if (isIn('requestBody', 'requestBodies'))
    return { ...marked, content: { 'application/json': { schema: marked } } }
  return marked
}

export function isOutside(node: JsonObject): boolean {
  return mark in node
}

/** Each reference once, where it is first. */
export function outsideIn(document: JsonObject): readonly Outside[] {
  const found = new Map<string, Outside>()
  const visit = (value: JsonValue, path: Path): void => {
    if (isList(value))
      for (const [index, item] of value.entries()) visit(item, [...path, index])
    if (!isJsonObject(value)) return
    const reference = value[mark]
    if (typeof reference === 'string' && !found.has(reference))
      found.set(reference, { reference, path })
    for (const [key, inner] of Object.entries(value))
      visit(inner, [...path, key])
  }
  visit(document, [])
  return [...found.values()]
}
