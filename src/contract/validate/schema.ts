/** Converts an OpenAPI 3.0 schema to JSON Schema for ajv's strict mode. */
import { closest, distance } from 'fastest-levenshtein'
import { joinPointer } from '../../model/json-pointer.ts'
import { isJsonObject, listOr, objectOr } from '../../model/json.ts'
import { flatten, tagsOf } from '../document/flatten.ts'
import { locate, refTarget, type Located } from '../document/refs.ts'
import type { JsonObject, JsonValue } from '../../model/contract.ts'

/** Keywords with the same meaning in both languages (OpenAPI 3.0.3 §4.7.24). */
const same = new Set(
  'type format enum multipleOf maxLength minLength pattern maxItems minItems uniqueItems maxProperties minProperties required'.split(
    ' ',
  ),
)
/** Keywords that do not restrict a value. */
const silent = new Set(
  'title description default readOnly writeOnly xml externalDocs example deprecated nullable discriminator'.split(
    ' ',
  ),
)
const converted = new Set(
  'properties items additionalProperties allOf oneOf anyOf not minimum maximum exclusiveMinimum exclusiveMaximum'.split(
    ' ',
  ),
)

/** Whether OpenAPI 3.0 has the keyword in schemas; its extensions count. */
export function isKeyword(word: string): boolean {
  return (
    same.has(word) ||
    silent.has(word) ||
    converted.has(word) ||
    word.startsWith('x-')
  )
}

type Conversion = {
  readonly document: JsonObject
  /** The name under which ajv will know the schema at a JSON pointer. */
  readonly refer: (pointer: string) => string
  /** Called with each schema made and where it comes from. */
  readonly onMade: (schema: object, origin: Located) => void
}

type Schema = Record<string, unknown>

/** Throws an `Error` of one line for an unknown keyword: if a misspelt one were
 * ignored, every value would pass. */
export function convertSchema(
  origin: Located,
  conversion: Conversion,
): Readonly<Schema> {
  const { node } = origin
  // OpenAPI 3.0.3 §4.7.23 ignores keywords beside `$ref`, but `nullable` counts:
  // its author means it, and generators follow it.
  const made: Schema =
    '$ref' in node
      ? { $ref: conversion.refer(refTarget(node['$ref'])) }
      : convertWords(origin, conversion)
  conversion.onMade(made, origin)
  if (node['nullable'] !== true) return made
  // `nullable` beside a type widens the type. Beside a reference or composition,
  // null must pass before those reject it.
  if (Array.isArray(made['enum']))
    made['enum'] = [...new Set<unknown>([...made['enum'], null])]
  if (typeof made['type'] === 'string') made['type'] = [made['type'], 'null']
  const isComposed = ['$ref', 'allOf', 'oneOf', 'anyOf', 'not'].some(
    (word) => word in made,
  )
  return isComposed ? { if: { type: 'null' }, else: made } : made
}

function convertWords(origin: Located, conversion: Conversion): Schema {
  const { node, pointer } = origin
  const made: Schema = {}
  const child = (...steps: readonly (string | number)[]): unknown => {
    const at = joinPointer(pointer, ...steps)
    const inner = steps.reduce<unknown>(
      (value, step) => Object(value)[step],
      node,
    )
    if (!isJsonObject(inner)) throw new Error(`no schema is written at #${at}`)
    return convertSchema({ pointer: at, node: inner }, conversion)
  }
  for (const [word, value] of Object.entries(node)) {
    if (same.has(word)) made[word] = value
    else if (word === 'properties') {
      if (!isJsonObject(value)) throw new Error(misused(word, pointer))
      made[word] = Object.fromEntries(
        Object.keys(value).map((name) => [name, child(word, name)]),
      )
    } else if (word === 'items' || word === 'not') made[word] = child(word)
    else if (word === 'additionalProperties')
      made[word] = isJsonObject(value) ? child(word) : value
    else if (['allOf', 'oneOf', 'anyOf'].includes(word)) {
      if (listOr(value).length === 0) throw new Error(misused(word, pointer))
      made[word] = listOr(value).map((_, index) => child(word, index))
    } else if (word === 'minimum' || word === 'maximum')
      Object.assign(made, limit(node, word))
    else if (!isKeyword(word)) throw new Error(unknownWord(word, pointer))
  }
  tidyEnum(made, node)
  if (Array.isArray(made['required']))
    made['required'] = requiredInReply(origin, conversion.document)
  addTags(made, { origin, document: conversion.document })
  return made
}

/** `enum` implies the type; without `type` one wrong value is one error. */
function tidyEnum(made: Schema, node: JsonObject): void {
  const values = listOr(node['enum'])
  const isImplied = values.every((value) =>
    value === null ? node['nullable'] === true : typeof value === node['type'],
  )
  if (values.length > 0 && isImplied) delete made['type']
}

/** Exclusive limits are flags beside the limit in OpenAPI 3.0, numbers of their
 * own in JSON Schema. */
function limit(node: JsonObject, word: 'minimum' | 'maximum'): JsonObject {
  const flagName = word === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum'
  const flag = node[flagName] ?? false
  if (typeof flag !== 'boolean')
    throw new Error(`"${flagName}" must be true or false in OpenAPI 3.0`)
  return { [flag ? flagName : word]: node[word] as JsonValue } // as: present, the caller iterates over it
}

/** A write-only property is required in requests only (OpenAPI 3.0.3 §4.7.24). */
function requiredInReply(
  { node, pointer }: Located,
  document: JsonObject,
): readonly JsonValue[] {
  return listOr(node['required']).filter((name) => {
    if (!Object.hasOwn(objectOr(node['properties']), String(name))) return true
    const at = joinPointer(pointer, 'properties', String(name))
    return locate(document, at).node['writeOnly'] !== true
  })
}

function addTags(
  made: Schema,
  { origin, document }: { origin: Located; document: JsonObject },
): void {
  if (!('discriminator' in origin.node) || !Array.isArray(made['oneOf'])) return
  const { branches } = flatten(document, origin.pointer).variants[0] ?? {}
  const tags = tagsOf(document, { schema: origin, branches: branches ?? [] })
  if (tags)
    made['discriminator'] = {
      propertyName: tags.property,
      branchOf: Object.fromEntries(tags.branchOf),
    }
}

function misused(word: string, pointer: string): string {
  const shape = word === 'properties' ? 'an object' : 'a list of schemas'
  return `"${word}" at #${pointer} must be ${shape}`
}

function unknownWord(word: string, pointer: string): string {
  const known = [...same, ...silent, ...converted]
  const near = closest(word, known)
  const hint = distance(word, near) <= 3 ? `; did you mean "${near}"?` : ''
  return `"${word}" at #${pointer} is not a keyword of OpenAPI 3.0 schemas${hint}`
}
