/** Converts an OpenAPI 3.0 schema to JSON Schema for ajv's strict mode. */
import { joinPointer } from '../../model/json-pointer.ts'
import { isJsonObject, listOr } from '../../model/json.ts'
import { childrenOf } from '../document/children.ts'
import { flatten } from '../document/flatten.ts'
import { writeOnlyNames } from '../document/marked.ts'
import { refTarget, type Located } from '../document/refs.ts'
import { composed, rejectsNull } from '../document/rejects-null.ts'
import { leaveOut } from './leave-out.ts'
import { convertNumbers, type ExactAt } from './numbers.ts'
import { requireWords, sameWords } from './words.ts'
import type { JsonObject, Unjudged } from '../../model/contract.ts'

/** How a schema applies to its value. */
export type Use = {
  /** One of several that apply together: an `allOf`, or the target of a
   * reference. What the value's discriminator names is judged beside it. */
  readonly isPart: boolean
  /** Names that the schemas around it mark as write-only. */
  readonly hidden: ReadonlySet<string>
}

export type Conversion = {
  readonly document: JsonObject
  /** The name under which ajv will know the schema at a JSON pointer. */
  readonly refer: (pointer: string, use: Use) => string
  /** Called with each schema made and where it comes from. */
  readonly onMade: (schema: object, origin: Located) => void
  /** Called with each rule that is left out: it is valid, but judges nothing. */
  readonly onUnjudged: (rule: Unjudged) => void
  /** The number at a JSON pointer where a `number` would round it. */
  readonly exact: ExactAt
  /** Whether a value must have a tag that names a schema, where it has one. */
  readonly isTagged: boolean
}

export type Schema = Record<string, unknown>

const none: ReadonlySet<string> = new Set()
/** A value of its own. */
export const ownValue: Use = { isPart: false, hidden: none }
const part: Use = { isPart: true, hidden: none }

/** Throws an `Error` of one line for an unknown keyword, or one of another form:
 * if a misspelt one were ignored, every value would pass. */
export function convertSchema(
  origin: Located,
  { conversion, use }: { readonly conversion: Conversion; readonly use: Use },
): Readonly<Schema> {
  const made = convertNode(origin, { conversion, use })
  if (use.isPart) return made
  const { document, refer } = conversion
  const children = childrenOf(document, origin.pointer)
  if (!children) return made
  const names = [...children.pointerOf].map(([tag, pointer]) => [
    tag,
    refer(pointer, part),
  ])
  const { property, others } = children
  const child = {
    property,
    names: Object.fromEntries(names),
    ...(conversion.isTagged && { others }),
  }
  return { allOf: [made], child }
}

function convertNode(
  origin: Located,
  { conversion, use }: { readonly conversion: Conversion; readonly use: Use },
): Readonly<Schema> {
  const { node } = origin
  const made: Schema =
    '$ref' in node
      ? {
          $ref: conversion.refer(refTarget(node['$ref']), {
            isPart: true,
            hidden: use.hidden,
          }),
        }
      : convertWords(origin, { conversion, use })
  conversion.onMade(made, origin)
  if (node['nullable'] !== true) return made
  for (const word of ['enum', 'exactEnum']) {
    const values = made[word]
    if (Array.isArray(values)) made[word] = [...new Set([...values, null])]
  }
  if (typeof made['type'] === 'string') made['type'] = [made['type'], 'null']
  if (isJsonObject(made['numeric']))
    made['numeric'] = { ...made['numeric'], isNullable: true }
  // By the letter null is wrong where a reference or composition rejects it
  // (OpenAPI 3.0.3 §4.7.23, §4.7.24.1). Authors write this for a value that may
  // be null, so a finding could be a false alarm.
  const word = rejectsNull(conversion.document, origin)
  if (word !== undefined)
    conversion.onUnjudged({
      pointer: joinPointer(origin.pointer, 'nullable'),
      fact: `"${word}" rejects null, and "nullable" allows it: null is accepted`,
    })
  const isComposed = composed.some((one) => one in made)
  return isComposed ? { if: { type: 'null' }, else: made } : made
}

function convertWords(
  origin: Located,
  { conversion, use }: { readonly conversion: Conversion; readonly use: Use },
): Schema {
  const { node, pointer } = origin
  requireWords(origin)
  const made: Schema = {}
  const child = (steps: readonly (string | number)[], as: Use): unknown => {
    const at = joinPointer(pointer, ...steps)
    const inner = steps.reduce<unknown>(
      (value, step) => Object(value)[step],
      node,
    )
    if (!isJsonObject(inner)) throw new Error(`no schema is written at #${at}`)
    return convertSchema({ pointer: at, node: inner }, { conversion, use: as })
  }
  const names = writeOnlyNames(conversion.document, pointer)
  const hidden = new Set([...use.hidden, ...names.all])
  const ofVariants = new Set([...use.hidden, ...names.always])
  for (const [word, value] of Object.entries(node)) {
    if (sameWords.has(word)) made[word] = value
    else if (word === 'properties') {
      if (!isJsonObject(value)) throw new Error(misused(word, pointer))
      const schemas = Object.keys(value).map(
        (name) => [name, child([word, name], ownValue)] as const,
      )
      made[word] = Object.fromEntries(
        schemas.filter(([name]) => name !== '__proto__'),
      )
      // ajv skips a property of this name, but not a pattern.
      const odd = schemas.find(([name]) => name === '__proto__')
      if (odd) made['patternProperties'] = { '^__proto__$': odd[1] }
    } else if (word === 'items') made[word] = child([word], ownValue)
    // A value that must not match is judged as it is written.
    else if (word === 'not') made[word] = child([word], part)
    else if (word === 'additionalProperties')
      made[word] = isJsonObject(value) ? child([word], ownValue) : value
    else if (['allOf', 'oneOf', 'anyOf'].includes(word)) {
      if (listOr(value).length === 0) throw new Error(misused(word, pointer))
      const as =
        word === 'allOf'
          ? { isPart: true, hidden }
          : { isPart: false, hidden: ofVariants }
      made[word] = listOr(value).map((_, index) => child([word, index], as))
    }
  }
  tidyEnum(made, node)
  convertNumbers(made, { origin, exact: conversion.exact })
  if (Array.isArray(made['required']))
    made['required'] = made['required'].filter((name) => !hidden.has(name))
  leaveOut(made, { origin, onUnjudged: conversion.onUnjudged })
  addTags(made, { origin, conversion })
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

function addTags(
  made: Schema,
  { origin, conversion }: { origin: Located; conversion: Conversion },
): void {
  if (!('discriminator' in origin.node)) return
  const { variants } = flatten(conversion.document, origin.pointer)
  for (const word of ['oneOf', 'anyOf'] as const) {
    const { tags, branches = [] } =
      variants.find((one) => one.word === word) ?? {}
    if (!tags || !Array.isArray(made[word])) continue
    const named = new Set(tags.branchOf.values())
    made['discriminator'] = {
      propertyName: tags.property,
      branchOf: Object.fromEntries(tags.branchOf),
      isComplete: tags.isComplete,
      isNamed: conversion.isTagged && named.size === branches.length,
    }
  }
}

function misused(word: string, pointer: string): string {
  const shape = word === 'properties' ? 'an object' : 'a list of schemas'
  return `"${word}" at #${pointer} must be ${shape}`
}
