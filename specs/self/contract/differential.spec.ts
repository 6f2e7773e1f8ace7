/** Our judgement beside that of two other implementations: one that converts
 * schemas of OpenAPI 3.0 to JSON Schema, and one that judges by the result. */
import { validator } from '@exodus/schemasafe'
import { fromSchema } from '@openapi-contrib/openapi-schema-to-json-schema'
import { expect, test } from '@playwright/test'
import { createCompiler } from '../../../src/contract/validate/compile.ts'
import type { JsonObject, JsonValue } from '../../../src/model/contract.ts'
import {
  isJsonObject,
  isList,
  listOr,
  objectOr,
} from '../../../src/model/json.ts'
import { randomFrom, schemaOf, valueFor } from './generate.ts'

const seed = 20310131
const howMany = 1500
const valuesEach = 4

type Pair = { readonly schema: JsonObject; readonly value: JsonValue }

/** The pairs on which the two do not agree. */
function disagreements(): { readonly pairs: number; readonly found: Pair[] } {
  const random = randomFrom(seed)
  const schemas = Array.from({ length: howMany }, () => schemaOf(random, 3))
  const named = schemas.map((schema, index) => [`s${index}`, schema])
  const compiler = createCompiler({
    components: { schemas: Object.fromEntries(named) },
  })
  const found: Pair[] = []
  let accepted = 0
  let pairs = 0
  for (const [index, schema] of schemas.entries()) {
    const ours = compiler.compile(`/components/schemas/s${index}`)
    const theirs = judgeOf(schema)
    if (!theirs) continue
    pairs += valuesEach
    for (let turn = 0; turn < valuesEach; turn++) {
      const value = valueFor(schema, random)
      const isRight = ours(value)
      if (isRight) accepted++
      if (isRight !== theirs(value as never)) found.push({ schema, value }) // as: JSON
    }
  }
  expect(accepted).toBeGreaterThan(howMany)
  return { pairs, found }
}

/** Undefined where the other implementation refuses a schema that no value fits. */
function judgeOf(schema: JsonObject): ((value: never) => boolean) | undefined {
  try {
    return validator(fromSchema(schema) as never, { mode: 'lax' }) // as: JSON Schema of draft 4
  } catch (error) {
    if (/No valid types possible|Unexpected rules in type/.test(String(error)))
      return undefined
    throw error
  }
}

/** Where the two differ on purpose, and why. */
const explained: readonly (readonly [
  why: string,
  isSo: (pair: Pair) => boolean,
])[] = [
  [
    'the converter drops from "required" what "properties" does not list',
    ({ schema }) =>
      holds(schema, ({ required, properties }) =>
        listOr(required).some(
          (name) => !Object.hasOwn(objectOr(properties), String(name)),
        ),
      ),
  ],
  [
    'a null that several branches of oneOf allow is not ambiguous: it has one meaning',
    ({ schema, value }) =>
      holds(schema, (one) => 'oneOf' in one) &&
      JSON.stringify(value).includes('null'),
  ],
]

/** Whether a schema, or one inside it, is such a one. */
function holds(
  value: JsonValue,
  isSuch: (schema: JsonObject) => boolean,
): boolean {
  if (isList(value)) return value.some((one) => holds(one, isSuch))
  if (!isJsonObject(value)) return false
  return isSuch(value) || Object.values(value).some((one) => holds(one, isSuch))
}

test('thousands of schemas and values are judged as others judge them', () => {
  const { pairs, found } = disagreements()
  expect(pairs).toBeGreaterThan(5000)
  const open = found.filter((pair) => !explained.some(([, isSo]) => isSo(pair)))
  expect(open.slice(0, 5).map((pair) => JSON.stringify(pair))).toEqual([])
  for (const [why, isSo] of explained) expect(found.some(isSo), why).toBe(true)
})
