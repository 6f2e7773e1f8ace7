/** Finds what rejects null beside a `nullable: true`. */
import { joinPointer, resolvePointer } from '../../model/json-pointer.ts'
import { isJsonObject, listOr } from '../../model/json.ts'
import { refTarget, type Located } from './refs.ts'
import type { JsonObject } from '../../model/contract.ts'

/** Words that apply other schemas to the same value. */
export const composed = ['$ref', 'allOf', 'oneOf', 'anyOf', 'not'] as const

type Composed = (typeof composed)[number]

/** The reference or composition in a schema that rejects null; undefined where
 * all accept it. A `nullable: true` further in counts as accepting null. */
export function rejectsNull(
  document: JsonObject,
  { node, pointer }: Located,
): Composed | undefined {
  const accepts = (at: string): boolean => acceptsNull(document, at)
  if ('$ref' in node)
    return accepts(refTarget(node['$ref'])) ? undefined : '$ref'
  const branches = (word: Composed): readonly boolean[] =>
    listOr(node[word]).map((_, index) =>
      accepts(joinPointer(pointer, word, index)),
    )
  if (branches('allOf').includes(false)) return 'allOf'
  for (const word of ['oneOf', 'anyOf'] as const)
    if (word in node && !branches(word).includes(true)) return word
  if ('not' in node && accepts(joinPointer(pointer, 'not'))) return 'not'
  return undefined
}

function acceptsNull(document: JsonObject, pointer: string): boolean {
  const node = resolvePointer(document, pointer)
  // What is no schema is reported where it is compiled.
  if (!isJsonObject(node) || node['nullable'] === true) return true
  const values = listOr(node['enum'])
  const isTyped = !('$ref' in node) && 'type' in node
  const isListed =
    '$ref' in node || values.length === 0 || values.includes(null)
  if (isTyped || !isListed) return false
  return rejectsNull(document, { node, pointer }) === undefined
}
