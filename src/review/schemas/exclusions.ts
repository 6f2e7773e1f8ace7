/** Exclusions: what a `not` excludes, in its simplest parts. */
import type { JsonObject } from '../../model/contract.ts'
import { isJsonObject, listOr } from '../../model/json.ts'
import { canonical } from './canonical.ts'
import { kinds, type Kind } from './kinds.ts'

export type Exclusions = {
  /** Everything, or all of some types. */
  readonly kinds: ReadonlySet<Kind>
  /** Other schemas, as text. */
  readonly schemas: ReadonlySet<string>
}

export function exclusionsOf(node: JsonObject): Exclusions {
  const parts = isJsonObject(node['not']) ? partsOf(node['not']) : []
  const wholeKinds = parts.map(wholeKindsOf)
  return {
    kinds: new Set(wholeKinds.flatMap((found) => found ?? [])),
    schemas: new Set(
      parts.filter((_, index) => !wholeKinds[index]).map(canonical),
    ),
  }
}

/** Whether it is `not: { not: … }`, which is the schema inside. */
export function isDouble({ not }: JsonObject): boolean {
  return isJsonObject(not) && isAlone('not', not) && isJsonObject(not['not'])
}

/** The kinds that a text of exclusions is about. */
export function kindsExcludedBy(text: string): ReadonlySet<Kind> {
  const schema: unknown = JSON.parse(text) // canonical text is JSON
  const type = isJsonObject(schema) ? schema['type'] : undefined
  if (typeof type !== 'string') return new Set(kinds)
  return new Set(kinds.filter((kind) => kind === kindNamed(type)))
}

/** Neither of two is not one, and not the other. */
function partsOf(schema: JsonObject): readonly JsonObject[] {
  if (isAlone('not', schema)) return []
  if (isAlone('anyOf', schema))
    return listOr(schema['anyOf']).filter(isJsonObject).flatMap(partsOf)
  if (isAlone('enum', schema))
    return listOr(schema['enum']).map((value) => ({ enum: [value] }))
  return [schema]
}

function wholeKindsOf(schema: JsonObject): readonly Kind[] | undefined {
  if (Object.keys(schema).length === 0) return kinds
  const { type } = schema
  if (!isAlone('type', schema) || type === 'integer') return undefined
  return kinds.filter((kind) => kind === type)
}

function kindNamed(type: string): string {
  return type === 'integer' ? 'number' : type
}

function isAlone(word: string, schema: JsonObject): boolean {
  return Object.keys(schema).length === 1 && word in schema
}
