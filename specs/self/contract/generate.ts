/** Makes schemas of OpenAPI 3.0 and values for them, the same ones each time. */
import type { JsonObject, JsonValue } from '../../../src/model/contract.ts'

export type Random = (below: number) => number

/** The same numbers for the same seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const texts = ['', 'a', 'ab', 'abc', 'a b', '😀', '2031-01-31', '1']
const numbers = [
  0,
  1,
  -1,
  2,
  3,
  10,
  0.5,
  1.5,
  -2.5,
  0.1,
  0.3,
  4.35,
  1e3,
  2 ** 31,
]
const names = ['a', 'b', 'c']
const patterns = ['^a', 'b$', '^.$', '^[a-c]+$', String.raw`\d`]

type Maker = (random: Random, depth: number) => JsonObject

function one<T>(random: Random, from: readonly T[]): T {
  const found = from[random(from.length)]
  if (found === undefined) throw new Error('nothing to choose from')
  return found
}

/** Each entry in one of two cases. */
function some(random: Random, from: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(from).filter(() => random(2) === 0))
}

const text: Maker = (random) => ({
  type: 'string',
  ...some(random, {
    minLength: random(3),
    maxLength: 1 + random(3),
    pattern: one(random, patterns),
  }),
})
const number: Maker = (random) => {
  const limits = some(random, {
    minimum: one(random, numbers),
    maximum: one(random, numbers),
    multipleOf: one(random, [1, 2, 0.5, 0.1, 0.01]),
  })
  return {
    type: one(random, ['number', 'integer']),
    ...limits,
    ...('minimum' in limits && { exclusiveMinimum: random(2) === 0 }),
    ...('maximum' in limits && { exclusiveMaximum: random(2) === 0 }),
  }
}
const list: Maker = (random, depth) => ({
  type: 'array',
  items: schemaOf(random, depth - 1),
  ...some(random, {
    minItems: random(2),
    maxItems: 1 + random(2),
    uniqueItems: true,
  }),
})
const object: Maker = (random, depth) => ({
  type: 'object',
  properties: Object.fromEntries(
    names
      .filter(() => random(3) > 0)
      .map((name) => [name, schemaOf(random, depth - 1)]),
  ),
  ...some(random, {
    required: [one(random, names)],
    minProperties: random(2),
    maxProperties: 1 + random(3),
    additionalProperties: random(2) === 0 ? false : schemaOf(random, depth - 1),
  }),
})
const composed: Maker = (random, depth) => ({
  [one(random, ['allOf', 'oneOf', 'anyOf'])]: [
    schemaOf(random, depth - 1),
    schemaOf(random, depth - 1),
  ],
})
const negated: Maker = (random, depth) => ({
  not: schemaOf(random, depth - 1),
})
const chosen: Maker = (random) => ({
  enum: [one(random, texts), one(random, numbers), one(random, [true, null])],
})
const flag: Maker = () => ({ type: 'boolean' })

export function schemaOf(random: Random, depth: number): JsonObject {
  const flat = [text, number, text, number, flag, chosen]
  const deep = [...flat, list, object, object, composed, negated]
  const made = one(random, depth > 0 ? deep : flat)(random, depth)
  return 'type' in made && random(4) === 0 ? { ...made, nullable: true } : made
}

/** A value that may or may not fit: its form follows the schema now and then. */
export function valueFor(schema: JsonValue, random: Random): JsonValue {
  const { type, properties, items } = schema as JsonObject // as: made above
  const kind =
    random(5) === 0
      ? one(random, ['null', 'string', 'number', 'boolean', 'array', 'object'])
      : type
  if (kind === 'null') return null
  if (kind === 'string') return one(random, texts)
  if (kind === 'number' || kind === 'integer') return one(random, numbers)
  if (kind === 'boolean') return random(2) === 0
  if (kind === 'array')
    return Array.from({ length: random(3) }, () =>
      valueFor(items ?? {}, random),
    )
  if (kind === 'object')
    return Object.fromEntries(
      [...names, 'd']
        .filter(() => random(2) === 0)
        .map((name) => [
          name,
          valueFor(
            (properties as JsonObject | undefined)?.[name] ?? {},
            random,
          ), // as: made above
        ]),
    )
  return one<JsonValue>(random, [
    ...texts,
    ...numbers,
    null,
    true,
    {},
    [],
    [1, 1],
  ])
}
