/** Splits a schema into what holds for every value, and its variants. */
import { joinPointer } from '../../model/json-pointer.ts'
import { isJsonObject, listOr, objectOr } from '../../model/json.ts'
import { namesIn } from './names.ts'
import { locate, type Located } from './refs.ts'
import type { JsonObject } from '../../model/contract.ts'

export type Variants = {
  readonly word: 'oneOf' | 'anyOf'
  /** JSON pointers of the branches. */
  readonly branches: readonly string[]
  /** Branch by the value of one property, where a discriminator gives it. */
  readonly tags?: Tags
}

export type Tags = {
  readonly property: string
  /** Value of the property → index of the branch. */
  readonly branchOf: ReadonlyMap<string, number>
  /** No other value can match a branch. */
  readonly isComplete: boolean
}

export type Flat = {
  /** Schemas that apply together: the schema itself and its `allOf`s. */
  readonly parts: readonly Located[]
  readonly variants: readonly Variants[]
}

/** Follows `$ref` and `allOf` from `pointer`; stops at `oneOf` and `anyOf`.
 * Throws an `Error` when a reference has no target. */
export function flatten(document: JsonObject, pointer: string): Flat {
  const parts: Located[] = []
  const variants: Variants[] = []
  const seen = new Set<string>()
  const visit = (at: string): void => {
    const part = locate(document, at)
    if (seen.has(part.pointer)) return
    seen.add(part.pointer)
    parts.push(part)
    for (const word of ['oneOf', 'anyOf'] as const)
      if (word in part.node) variants.push(variantsOf(document, part, word))
    for (const branch of pointersOf(part, 'allOf')) visit(branch)
  }
  visit(pointer)
  return { parts, variants }
}

function pointersOf(schema: Located, word: string): readonly string[] {
  return listOr(schema.node[word]).map((_, index) =>
    joinPointer(schema.pointer, word, index),
  )
}

function variantsOf(
  document: JsonObject,
  schema: Located,
  word: 'oneOf' | 'anyOf',
): Variants {
  const branches = pointersOf(schema, word)
  const given = { schema, branches }
  const tags = tagsOf(document, given) ?? namedTags(document, given)
  return { word, branches, ...(tags && { tags }) }
}

/** The discriminator as a table, where it is complete: each branch requires the
 * property and lists its values, and no value occurs twice. Then no other branch
 * can match, so choosing first changes no result (OpenAPI 3.0.3 §4.7.25: a
 * discriminator is a hint, never a rule). */
function tagsOf(
  document: JsonObject,
  { schema, branches }: { schema: Located; branches: readonly string[] },
): Tags | undefined {
  const property = objectOr(schema.node['discriminator'])['propertyName']
  if (typeof property !== 'string') return undefined
  const branchOf = new Map<string, number>()
  for (const [index, pointer] of branches.entries()) {
    const { node } = locate(document, pointer)
    const tag = objectOr(node['properties'])[property]
    if (!isJsonObject(tag) || tag['nullable'] === true) return undefined
    if (tag['writeOnly'] === true) return undefined
    if (!listOr(node['required']).includes(property)) return undefined
    const values = listOr(tag['enum'])
    if (values.length === 0) return undefined
    for (const value of values) {
      if (typeof value !== 'string' || branchOf.has(value)) return undefined
      branchOf.set(value, index)
    }
  }
  return { property, branchOf, isComplete: true }
}

/** The discriminator as a table of the names that it gives to branches: a value
 * that bears one is judged by this branch alone (OpenAPI 3.0.3 §4.7.25), though
 * it may match others, too. */
function namedTags(
  document: JsonObject,
  { schema, branches }: { schema: Located; branches: readonly string[] },
): Tags | undefined {
  const property = objectOr(schema.node['discriminator'])['propertyName']
  if (typeof property !== 'string') return undefined
  const places = branches.map((branch) => locate(document, branch).pointer)
  const names = [...namesIn(document, schema)].map(
    ([name, pointer]) => [name, places.indexOf(pointer)] as const,
  )
  const branchOf = new Map(names.filter(([, index]) => index !== -1))
  return branchOf.size > 0
    ? { property, branchOf, isComplete: false }
    : undefined
}
