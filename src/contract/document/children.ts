/** Finds the schema that a discriminator names for a value: a child of the
 * documented schema, or a branch of its `oneOf`. */
import { objectOr } from '../../model/json.ts'
import { flatten } from './flatten.ts'
import { namesIn, placeOf } from './names.ts'
import type { JsonObject } from '../../model/contract.ts'

export type Children = {
  /** The property whose value names the child. */
  readonly property: string
  /** Value of the property → JSON pointer of the child. */
  readonly pointerOf: ReadonlyMap<string, string>
  /** Values that name no child, but the documented schema itself, or what is not
   * known to be one. */
  readonly others: readonly string[]
}

/** The children of the schema at `pointer`: schemas whose `allOf` includes it,
 * by the names that its discriminator gives them (OpenAPI 3.0.3 §4.7.25).
 * Undefined where there are none. */
export function childrenOf(
  document: JsonObject,
  pointer: string,
): Children | undefined {
  const { parts } = flatten(document, pointer)
  const parent = parts.find(
    ({ node }) =>
      'discriminator' in node && !('oneOf' in node) && !('anyOf' in node),
  )
  if (!parent) return undefined
  const own = parts.map((part) => part.pointer)
  const named = own.filter((one) => isComponent(one))
  const lines = linesOf(document)
  const isChild = (one: string): boolean =>
    !own.includes(one) &&
    named.every((part) => lines.get(one)?.has(part)) &&
    lines.get(one)?.has(parent.pointer) === true
  const names = [...namesIn(document, parent)]
  const pointerOf = new Map(names.filter(([, target]) => isChild(target)))
  const property = String(
    objectOr(parent.node['discriminator'])['propertyName'],
  )
  const others = [
    ...names.flatMap(([name, target]) => (own.includes(target) ? [name] : [])),
    ...Object.keys(objectOr(objectOr(parent.node['discriminator'])['mapping'])),
  ]
  return pointerOf.size > 0 ? { property, pointerOf, others } : undefined
}

function isComponent(pointer: string): boolean {
  return /^\/components\/schemas\/[^/]+$/.test(pointer)
}

const lines = new WeakMap<
  JsonObject,
  ReadonlyMap<string, ReadonlySet<string>>
>()

/** For each component, the schemas that apply together with it. */
function linesOf(
  document: JsonObject,
): ReadonlyMap<string, ReadonlySet<string>> {
  const known = lines.get(document)
  if (known) return known
  const schemas = objectOr(objectOr(document['components'])['schemas'])
  const made = new Map(
    Object.keys(schemas).map((name) => {
      const pointer = placeOf(name)
      return [pointer, new Set(partsAt(document, pointer))] as const
    }),
  )
  lines.set(document, made)
  return made
}

/** None where the schema refers to nothing: it is reported where it is used. */
function partsAt(document: JsonObject, pointer: string): readonly string[] {
  try {
    return flatten(document, pointer).parts.map((part) => part.pointer)
  } catch {
    return []
  }
}
