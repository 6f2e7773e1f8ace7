/** Judges values by the schemas of one contract, with ajv. */
import type { ErrorObject } from 'ajv'
import { createCompiler } from '../../contract/validate/compile.ts'
import { leavesOf } from '../../contract/validate/errors.ts'
import type { JsonObject, JsonValue } from '../../model/contract.ts'
import { isJsonObject, isList, listOr, objectOr } from '../../model/json.ts'
import { locate } from '../../contract/document/refs.ts'
import type { Spot } from '../schemas/alternative.ts'
import type { Side } from '../schemas/delta.ts'

/** A rule that a value breaks. */
export type Broken = {
  readonly keyword: string
  /** JSON pointer of the rule. */
  readonly rule: string
  /** The name of the property that is missing, where one is. */
  readonly missing?: string
}

/** No proof may depend on how busy the machine is. */
const patternMs = 1000

/** In place of `pattern`, where the pattern takes too long: neither allowed nor
 * refused. */
const undecided = 'undecided'

/** The rules that a value breaks; none where it is allowed. Throws an `Error`
 * where a schema does not compile. */
export type SchemaJudge = (spot: Spot, value: JsonValue) => readonly Broken[]

export function createJudge(document: JsonObject, side: Side): SchemaJudge {
  const compiler = createCompiler(forSide(document, side), { patternMs })
  const brokenBy = (error: ErrorObject): readonly Broken[] => {
    const { params } = error
    const keyword = compiler.isUndecided(error.schema)
      ? undecided
      : error.keyword
    const { pointer } = compiler.originOf(error)
    const missing: unknown = params['missingProperty']
    const closest: unknown = Object(params['closest'])['errors']
    const inner = Array.isArray(closest) ? leavesOf(closest) : []
    return [
      {
        keyword,
        rule: `${pointer}/${keyword}`,
        ...(typeof missing === 'string' && { missing }),
      },
      ...inner.flatMap(brokenBy),
    ]
  }
  return (spot, value) =>
    spot.flatMap((pointer) => {
      const validate = compiler.compile(pointer)
      return validate(value) ? [] : leavesOf(validate.errors).flatMap(brokenBy)
    })
}

/** What is read-only is no part of a request; what is write-only is, though not of
 * a reply (OpenAPI 3.0.3 §4.7.24). The compiler knows replies. */
function forSide(document: JsonObject, side: Side): JsonObject {
  if (side === 'reply') return document
  const convert = (value: JsonValue): JsonValue => {
    if (isList(value)) return value.map(convert)
    if (!isJsonObject(value)) return value
    const { required, properties } = value
    const hidden = new Set(
      Object.entries(objectOr(properties)).flatMap(([name, schema]) =>
        isReadOnly(document, schema) ? [name] : [],
      ),
    )
    const entries = Object.entries(value)
      .filter(([key, inner]) => key !== 'writeOnly' || inner !== true)
      .map(([key, inner]): [string, JsonValue] => [key, convert(inner)])
    const made: JsonObject = Object.fromEntries(entries)
    if (hidden.size === 0) return made
    return {
      ...made,
      properties: Object.fromEntries(
        Object.entries(objectOr(made['properties'])).map(([name, schema]) => [
          name,
          hidden.has(name) ? {} : schema,
        ]),
      ),
      ...(isList(required) && {
        required: required.filter((name) => !hidden.has(String(name))),
      }),
    }
  }
  return objectOr(convert(document))
}

function isReadOnly(
  document: JsonObject,
  schema: JsonValue | undefined,
): boolean {
  if (!isJsonObject(schema)) return false
  const { $ref } = schema
  const node = typeof $ref === 'string' ? targetOf(document, $ref) : schema
  return (
    node['readOnly'] === true ||
    listOr(node['allOf']).some((part) => isReadOnly(document, part))
  )
}

function targetOf(document: JsonObject, ref: string): JsonObject {
  try {
    return locate(document, ref.slice(1)).node
  } catch {
    return {} // without a target, which is not compared
  }
}
