/** What holds for every two contracts. */
import { expect, test } from '@playwright/test'
import * as fc from 'fast-check'
import { createCompiler } from '../../../src/contract/validate/compile.ts'
import { linesOf, pinned, reviewed, type Draft } from './reviewed.ts'
import { synthetic } from './synthetic.ts'

const names = ['a', 'b', 'c'] as const

const scalar = fc.oneof(
  fc.record(
    {
      type: fc.constant('string'),
      minLength: fc.nat(3),
      maxLength: fc.integer({ min: 3, max: 6 }),
      format: fc.constantFrom('uuid', 'date-time'),
      nullable: fc.boolean(),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    {
      type: fc.constantFrom('number', 'integer'),
      minimum: fc.integer({ min: -3, max: 0 }),
      maximum: fc.integer({ min: 0, max: 3 }),
      exclusiveMinimum: fc.boolean(),
      multipleOf: fc.constantFrom(1, 2, 0.5),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record({
    enum: fc.uniqueArray(fc.constantFrom('x', 'y', 'z', 1, null), {
      minLength: 1,
    }),
  }),
  fc.record({ type: fc.constant('boolean') }),
)

const { schema } = fc.letrec<{ schema: object; object: object }>((tie) => ({
  object: fc.record(
    {
      type: fc.constant('object'),
      properties: fc.dictionary(fc.constantFrom(...names), tie('schema'), {
        maxKeys: 3,
      }),
      required: fc.uniqueArray(fc.constantFrom(...names)),
      additionalProperties: fc.boolean(),
    },
    { requiredKeys: ['type'] },
  ),
  schema: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    scalar,
    fc.record({ type: fc.constant('array'), items: tie('schema') }),
    tie('object'),
    fc.record({ allOf: fc.tuple(tie('object'), tie('object')) }),
    fc.record({
      oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }),
    }),
    fc.constant({ $ref: '#/components/schemas/tree' }),
  ),
}))

/** A contract whose request and response have a schema. */
function contractWith(made: object): Draft {
  const content = { 'application/json': { schema: made } }
  return {
    openapi: '3.0.3',
    paths: {
      '/x': {
        post: {
          requestBody: { content },
          responses: { '200': { description: 'OK', content } },
        },
      },
    },
    components: {
      schemas: {
        tree: {
          type: 'object',
          properties: { next: { $ref: '#/components/schemas/tree' } },
        },
      },
    },
  }
}

/** The same value with keys and unordered lists the other way round. */
function turned(value: Draft, key = ''): Draft {
  if (Array.isArray(value)) {
    const made = value.map((one) => turned(one))
    const isSet = ['required', 'enum', 'allOf', 'oneOf', 'security']
    return isSet.includes(key) ? made.toReversed() : made
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, one]) => [name, turned(one, name)]),
  )
}

/** Without what differs from one side to the other. */
function mirrorOf({ changes }: ReturnType<typeof reviewed>, side: string) {
  const opposite: Readonly<Record<string, string>> = {
    'request-narrowed': 'narrower',
    'reply-narrowed': 'narrower',
    'request-widened': 'wider',
    'reply-widened': 'wider',
    'reply-values-new': 'wider',
  }
  const found = changes.flatMap((change) => {
    const relation = opposite[change.code]
    if (relation === undefined || change.side !== side) return []
    if (change.aspect === 'values') return [] // both at once is one change
    return [{ relation, at: change.at, aspect: change.aspect ?? '' }]
  })
  return found.toSorted((a, b) => (a.aspect < b.aspect ? -1 : 1))
}

test('a contract beside itself has no change', () => {
  expect(linesOf(reviewed(pinned(), pinned()))).toEqual([])
  expect(linesOf(reviewed(synthetic(), synthetic()))).toEqual([])
  fc.assert(
    fc.property(schema, (one) => {
      const made = contractWith(one)
      expect(linesOf(reviewed(made, structuredClone(made)))).toEqual([])
    }),
    { numRuns: 300, seed: 1 },
  )
})

test('the order in which a contract is written does not matter', () => {
  fc.assert(
    fc.property(schema, (one) => {
      const made = contractWith(one)
      expect(linesOf(reviewed(made, turned(made)))).toEqual([])
    }),
    { numRuns: 300, seed: 1 },
  )
})

test('narrowing one way is widening the other way', () => {
  const flip = { narrower: 'wider', wider: 'narrower' }
  fc.assert(
    fc.property(scalar, scalar, (one, other) => {
      const [a, b] = [contractWith(one), contractWith(other)]
      const [forth, reverse] = [reviewed(a, b), reviewed(b, a)]
      for (const side of ['request', 'reply']) {
        const there = mirrorOf(forth, side)
        const back = mirrorOf(reverse, side)
        expect(
          there.map((it) => ({
            ...it,
            relation: flip[it.relation as keyof typeof flip], // by `mirrorOf`
          })),
        ).toEqual(back)
      }
    }),
    { numRuns: 300, seed: 1 },
  )
})

test('what breaks no request of a schema breaks its response the other way', () => {
  fc.assert(
    fc.property(scalar, scalar, (one, other) => {
      const [a, b] = [contractWith(one), contractWith(other)]
      const narrows = reviewed(a, b).changes.some(
        ({ side, code }) => side === 'request' && code !== 'request-widened',
      )
      const widens = reviewed(b, a).changes.some(
        ({ side, code }) => side === 'reply' && code !== 'reply-narrowed',
      )
      expect(narrows).toBe(widens)
    }),
    { numRuns: 300, seed: 1 },
  )
})

test('one variant alone, in place of one or more, is narrower', () => {
  const branches = [
    { type: 'number', minimum: 0 },
    { type: 'number', maximum: 9 },
  ]
  const [any, one] = [{ anyOf: branches }, { oneOf: branches }]
  const lines = linesOf(reviewed(contractWith(any), contractWith(one)))
  expect(lines).toEqual([
    'breaking caller request-narrowed variants · body ×1',
    'compatible none reply-narrowed variants · body ×1',
  ])
})

/** Values that tell most of the generated schemas apart. */
const texts = ['', 'x', 'y', 'z', 'abc', 'abcdefg', '2026-01-01T00:00:00Z']
const numbers = [0, 1, -1, 2, 3, -3, 4, 0.5, 0.25, 1.5, 7, -7]
const uuid = '00000000-0000-4000-8000-000000000000'
const values: readonly unknown[] = [
  ...texts,
  ...numbers,
  uuid,
  null,
  true,
  [],
  {},
]

const choice = fc.oneof(
  scalar,
  fc.record({ oneOf: fc.array(scalar, { minLength: 1, maxLength: 3 }) }),
  fc.record({ anyOf: fc.array(scalar, { minLength: 1, maxLength: 3 }) }),
  fc.record({ allOf: fc.tuple(scalar, scalar) }),
  fc.record({ not: scalar }),
)

/** A schema of a value, of an item, and of a property. */
const shapes = [
  (inner: object) => inner,
  (inner: object) => ({ type: 'array', items: inner }),
  (inner: object) => ({ type: 'object', properties: { a: inner } }),
  (inner: object) => ({ type: 'object', additionalProperties: inner }),
]
const placed = [
  (value: unknown) => value,
  (value: unknown) => [value],
  (value: unknown) => ({ a: value }),
  (value: unknown) => ({ a: value }),
]

test('no value is refused by a new contract without a change that breaks', () => {
  const at = '/paths/~1x/post/requestBody/content/application~1json/schema'
  fc.assert(
    fc.property(choice, choice, fc.nat(3), (one, other, index) => {
      const [a, b] = [one, other].map((it) =>
        contractWith(shapes[index]?.(it) ?? it),
      )
      const [old, fresh] = [a, b].map((it) => createCompiler(it).compile(at))
      const refused = values
        .map((value) => placed[index]?.(value))
        .filter((value) => old?.(value) && !fresh?.(value))
      const { changes, notCompared } = reviewed(a, b)
      const breaks = changes.some(
        ({ level, who }) => level === 'breaking' && who !== 'reader',
      )
      if (refused.length > 0)
        expect(breaks || notCompared.length > 0, JSON.stringify(refused)).toBe(
          true,
        )
    }),
    { numRuns: 600, seed: 1 },
  )
})
