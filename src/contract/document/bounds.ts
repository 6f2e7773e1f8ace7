/** Limits how far a schema expands: one that is part of itself never ends, and
 * one that refers twice to the next, and so on, grows exponentially. */
import { joinPointer, resolvePointer } from '../../model/json-pointer.ts'
import { isJsonObject, listOr, objectOr } from '../../model/json.ts'
import { BrokenReference, targetOf } from './refs.ts'
import type { JsonObject } from '../../model/contract.ts'

/** How many schemas one may expand to, and how deep they may be nested. */
const mostSchemas = 100_000
const deepest = 256

/** Throws a `BrokenReference` where the schema at `pointer` expands beyond the
 * limit, so that following it later takes bounded time. Does not check whether
 * the targets of references exist. */
export function requireBounds(document: JsonObject, pointer: string): void {
  const sizes = new Map<string, number>()
  const ending = new Set<string>()

  const measure = (at: string, depth: number): number => {
    const known = sizes.get(at)
    if (known !== undefined) return known
    if (depth > deepest) throw new BrokenReference(tooMuch(pointer), pointer)
    sizes.set(at, 1) // for where the schema contains itself
    follow(at, [])
    const { same, inner } = schemasIn(document, at)
    const size = [...same, ...inner].reduce(
      (sum, one) => sum + measure(one, depth + 1),
      1,
    )
    if (size > mostSchemas) throw new BrokenReference(tooMuch(pointer), pointer)
    sizes.set(at, size)
    return size
  }
  /** A schema may contain itself for an inner value, but not for the same value. */
  const follow = (at: string, above: readonly string[]): void => {
    if (ending.has(at)) return
    if (above.includes(at))
      throw new BrokenReference(
        `the schema at "#${at}" refers to itself without end`,
        at,
      )
    if (above.length > deepest)
      throw new BrokenReference(tooMuch(pointer), pointer)
    for (const one of schemasIn(document, at).same) follow(one, [...above, at])
    ending.add(at)
  }
  measure(pointer, 0)
}

function tooMuch(pointer: string): string {
  return `the schema at "#${pointer}" expands beyond the limit`
}

/** JSON pointers of the schemas that a schema applies to the same value (`same`)
 * and to values inside it (`inner`). */
function schemasIn(
  document: JsonObject,
  pointer: string,
): { readonly same: readonly string[]; readonly inner: readonly string[] } {
  const node = resolvePointer(document, pointer)
  if (!isJsonObject(node)) return { same: [], inner: [] }
  if ('$ref' in node)
    return { same: [targetOf(node['$ref'], `${pointer}/$ref`)], inner: [] }
  const at = (...steps: readonly (string | number)[]): string =>
    joinPointer(pointer, ...steps)
  const held = (...words: readonly string[]): readonly string[] =>
    words.filter((word) => isJsonObject(node[word])).map((word) => at(word))
  const names = Object.keys(objectOr(node['properties']))
  return {
    same: [
      ...['allOf', 'oneOf', 'anyOf'].flatMap((word) =>
        listOr(node[word]).map((_, index) => at(word, index)),
      ),
      ...held('not'),
    ],
    inner: [
      ...names.map((name) => at('properties', name)),
      ...held('items', 'additionalProperties'),
    ],
  }
}
