/** Hostile contracts: compared in bounded time, or said not to be. */
import { expect, test } from '@playwright/test'
import { linesBetween, reviewed, type Draft } from './reviewed.ts'

function ref(name: string): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${name}` }
}

function replying(schema: object, schemas: object = {}): Draft {
  const content = { 'application/json': { schema } }
  const get = { responses: { '200': { description: 'OK', content } } }
  return { openapi: '3.0.3', paths: { '/x': { get } }, components: { schemas } }
}

/** Each refers twice to the next: two to the power of sixty in all. */
function doubling(of: (next: object) => object, last: object = {}): Draft {
  const names = Array.from({ length: 60 }, (_, index) => index)
  const schemas = names.map((index) => [`s${index}`, of(ref(`s${index + 1}`))])
  return replying(ref('s0'), { ...Object.fromEntries(schemas), s60: last })
}

function named(name: string): object {
  return {
    type: 'object',
    properties: Object.fromEntries([[name, { type: 'string' }]]),
  }
}

const string = { type: 'string' }
const many = Array.from({ length: 100_000 }, (_, index) => `v${index}`)

/** An object with many properties: `a0`, `a1` and so on. */
function wide(letter: string, count: number): object {
  const names = Array.from({ length: count }, (_, at) => `${letter}${at}`)
  const properties = Object.fromEntries(names.map((name) => [name, string]))
  return { type: 'object', properties }
}

/** Each variant has a tag, and a property that no other one has. */
const tagged = Array.from({ length: 300 }, (_, at) => ({
  type: 'object',
  required: ['tag'],
  properties: {
    tag: { type: 'string', enum: [`t${at}`] },
    ...Object.fromEntries([[`only${at}`, string]]),
  },
}))

/** Values of keywords that OpenAPI 3.0 does not have. */
const mistyped: readonly (readonly [object, RegExp])[] = [
  [{ type: 'integer', exclusiveMinimum: 3 }, /"exclusiveMinimum" must be true/],
  [{ type: 'integer', minimum: '1' }, /"minimum" must be a number/],
  [{ type: 'integer', multipleOf: 0 }, /"multipleOf" must be a number above 0/],
  [{ type: 'string', minLength: '5' }, /"minLength" must be a whole number/],
  [{ type: 'string', maxLength: -1 }, /"maxLength" must be a whole number/],
  [{ type: 'string', nullable: 'true' }, /"nullable" must be true or false/],
  [{ type: 'string', pattern: 5 }, /"pattern" must be a regular expression/],
  [{ type: 'string', pattern: '(' }, /"pattern" must be a regular expression/],
  [{ type: 'string', format: 5 }, /"format" must be a text/],
  [{ type: 'string', enum: 'a' }, /"enum" must be a list of values/],
  [{ type: 'object', required: true }, /"required" must be a list of names/],
  [{ type: 'object', properties: [] }, /"properties" must be an object/],
  [{ type: 'object', additionalProperties: 'false' }, /"additionalProperties"/],
  [{ type: 'array', items: [] }, /"items" must be a schema/],
  [{ allOf: {} }, /"allOf" must be a list of schemas/],
  [{ oneOf: {} }, /"oneOf" must be a list of schemas/],
  [{ anyOf: [] }, /"anyOf" must be a list of schemas/],
  [{ not: true }, /"not" must be a schema/],
]

for (const [schema, expected] of mistyped)
  test(`${JSON.stringify(schema)} is not compared, and is no change where both have it`, () => {
    const { type = 'string' } = Object(schema)
    for (const [old, fresh] of [
      [replying({ type }), replying(schema)],
      [replying(schema), replying({ type })],
      [replying(schema), replying({ ...schema, title: 'x', minItems: 3 })],
    ] as const) {
      const { changes, notCompared } = reviewed(old, fresh)
      const isSame = JSON.stringify(fresh).includes('minItems')
      const texts = notCompared.map(({ why }) => why)
      expect(texts).toEqual(isSame ? [] : [expect.stringMatching(expected)])
      expect(isSame ? [] : changes).toEqual([])
    }
  })

const cases: readonly {
  readonly title: string
  readonly old: Draft
  readonly fresh: Draft
  readonly expected: readonly string[]
}[] = [
  {
    title: 'properties that expand to a billion',
    old: doubling((next) => ({ properties: { a: next, b: next } })),
    fresh: doubling((next) => ({ properties: { a: next, b: next } }), string),
    expected: ['compatible none reply-narrowed type · s60 ×1'],
  },
  {
    title: 'compositions that expand to a billion',
    old: doubling((next) => ({ allOf: [next, next] }), string),
    fresh: doubling((next) => ({ allOf: [next, next] }), { type: 'number' }),
    expected: ['breaking reader reply-changed type'],
  },
  {
    title: 'variants that expand to a billion',
    old: doubling((next) => ({ oneOf: [next, next] }), string),
    fresh: doubling((next) => ({ oneOf: [next, next] }), { type: 'number' }),
    expected: ['breaking reader reply-changed type'],
  },
  {
    title: 'a hundred thousand values',
    old: replying({ enum: many }),
    fresh: replying({ enum: [...many, 'more'] }),
    expected: ['risky reader reply-values-new values · body ×1'],
  },
  {
    title: 'a thousand properties with other names',
    old: replying(wide('a', 1000)),
    fresh: replying(wide('b', 1000)),
    expected: [
      ...Array.from({ length: 1000 }, () => 'reply-property-removed · a'),
      'reply-property-new · b',
    ],
  },
  {
    title: 'a thousand properties that are limited',
    old: replying({ ...wide('a', 1000), additionalProperties: false }),
    fresh: replying(wide('a', 999)),
    expected: ['reply-property-removed · a999', 'reply-widened closed · body'],
  },
  {
    title: 'three hundred variants in another order',
    old: replying({ oneOf: tagged }),
    fresh: replying({ oneOf: [...tagged.toReversed(), string] }),
    expected: ['risky reader reply-values-new variants · body ×1'],
  },
  {
    title: 'a schema that is itself',
    old: replying(ref('a'), { a: ref('b'), b: ref('a') }),
    fresh: replying(ref('a'), { a: string }),
    expected: ['not compared body: the schema at'],
  },
  {
    title: 'a reference that leads nowhere',
    old: replying(ref('no')),
    fresh: replying(string),
    expected: ['not compared body: no schema is written at'],
  },
  {
    title: 'a reference to another file',
    old: replying({ $ref: 'other.json#/x' }),
    fresh: replying(string),
    expected: ['not compared body: $ref "other.json#/x" is outside'],
  },
  {
    title: 'a misspelt keyword',
    old: replying(string),
    fresh: replying({ ...string, maxLenght: 5 }),
    expected: ['not compared body: "maxLenght" is not a keyword'],
  },
  {
    title: 'an unknown format',
    old: replying(string),
    fresh: replying({ ...string, format: 'shoe-size' }),
    expected: ['not compared body: the format "shoe-size" is unknown'],
  },
  {
    title: 'a type of OpenAPI 3.1',
    old: replying(string),
    fresh: replying({ type: ['string', 'null'] }),
    expected: ['not compared body: the type at'],
  },
  ...['__proto__', 'constructor', 'a|b', '@all', '<!--', '\u001b[31m'].map(
    (name) => ({
      title: `a property named ${JSON.stringify(name)}`,
      old: replying(JSON.parse(JSON.stringify(named(name)))),
      fresh: replying({ type: 'object' }),
      expected: [`breaking reader reply-property-removed · ${name} ×1`],
    }),
  ),
]

for (const { title, old, fresh, expected } of cases)
  test(`${title}: compared in bounded time, or said not to be`, () => {
    const before = process.cpuUsage()
    const found = linesBetween(old, fresh)
    // CPU time, so that the test does not fail on a busy machine.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(10_000)
    expect(found.length).toBeGreaterThan(0)
    for (const [index, line] of found.entries())
      expect(line).toContain(expected[Math.min(index, expected.length - 1)])
    expect(Object.keys(Object.prototype)).toEqual([])
  })

test('the same fault in both contracts is no change', () => {
  const made = replying({ ...string, maxLenght: 5, format: 'shoe-size' })
  const { changes, notCompared } = reviewed(made, structuredClone(made))
  expect([...changes, ...notCompared]).toEqual([])
})
