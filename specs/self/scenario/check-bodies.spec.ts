/** The body of a request has what a request may have, and no more. */
import { expect, test } from '@playwright/test'
import { indexOperations } from '../../../src/contract/operations.ts'
import type { JsonObject } from '../../../src/model/contract.ts'
import { renderProblem } from '../../../src/model/problem.ts'
import { checkScenarios } from '../../../src/scenario/check.ts'
import { parseScenario } from '../../../src/scenario/parse/parse.ts'

const text = { type: 'string' }
const readOnly = { ...text, readOnly: true }
const cat = {
  type: 'object',
  required: ['kind', 'lives'],
  properties: { kind: text, lives: { type: 'integer' } },
}
const dog = {
  type: 'object',
  required: ['kind', 'breed'],
  properties: { kind: text, breed: text },
}
const pet = {
  type: 'object',
  required: ['kind'],
  properties: { kind: text },
  discriminator: { propertyName: 'kind', mapping: { carp: 'fish' } },
}
const fish = {
  allOf: [
    { $ref: '#/components/schemas/pet' },
    { type: 'object', properties: { fins: { type: 'integer' } } },
  ],
}
const tagged = {
  oneOf: ['cat', 'dog'].map((it) => ({ $ref: `#/components/schemas/${it}` })),
  discriminator: { propertyName: 'kind' },
}

/** The first lines of what is wrong with a body of `POST /x`. */
function problemsOf(
  schema: JsonObject,
  body: string,
  { post = {}, rest = '' }: { post?: JsonObject; rest?: string } = {},
): string {
  const document: JsonObject = {
    paths: {
      '/x': {
        post: {
          requestBody: { content: { 'application/json': { schema } } },
          responses: {},
          ...post,
        },
      },
    },
    components: { schemas: { cat, dog, pet, fish, mark: readOnly } },
  }
  const parsed = parseScenario({
    id: 'a',
    file: 'a.yaml',
    text: `scenario: t\nowner: o\nsteps:\n  - id: a\n    call: /x\n    body: ${body}\n${rest}`,
  })
  if (parsed.kind === 'problems') return 'unreadable'
  const operations = indexOperations(document)
  const contract = { source: '', file: '', text: '', document, operations }
  return checkScenarios([parsed.source], contract)
    .problems.map((it) => renderProblem(it).split('\n', 1).join())
    .join('\n')
}

const item = { type: 'object', properties: { id: readOnly, name: text } }
for (const [name, schema, body, at] of [
  ['of the body', item, '{ id: x }', '6:17: The "id"'],
  [
    'behind a reference',
    { properties: { id: { $ref: '#/components/schemas/mark' } } },
    '{ id: x }',
    '6:17: The "id"',
  ],
  [
    'of an object in a list',
    { properties: { list: { type: 'array', items: item } } },
    '{ list: [{ name: a }, { id: x }] }',
    '6:39: The "list[1].id"',
  ],
  ['of a part', { allOf: [item, item] }, '{ id: x }', '6:17: The "id"'],
  [
    'of another type',
    { properties: { id: { type: 'integer', readOnly: true } } },
    '{ id: x }',
    '6:17: The "id"',
  ],
] as const)
  test(`a read-only property ${name} is named`, () => {
    expect(problemsOf(schema, body)).toBe(
      `a.yaml:${at} of POST /x is read-only: only a response has it [value-invalid]`,
    )
  })
test('a read-only property is not required, and may be tried as a mistake', () => {
  expect(problemsOf({ ...item, required: ['id'] }, '{ name: a }')).toBe('')
  const rest = '    expect_status: [200, 400]\n'
  expect(problemsOf(item, '{ id: x }', { rest })).toBe('')
})
test('a property that is called readOnly is a property', () => {
  const schema = { properties: { readOnly: text, writeOnly: text } }
  expect(problemsOf(schema, '{ readOnly: a, writeOnly: b }')).toBe('')
  expect(problemsOf(schema, '{ readOnly: 1 }')).toContain('must be string')
})
test('a write-only property is one of requests', () => {
  const schema = {
    required: ['pin'],
    properties: { pin: { ...text, writeOnly: true } },
  }
  expect(problemsOf(schema, '{ pin: x }')).toBe('')
  expect(problemsOf(schema, '{}')).toContain('requires the parameter "pin"')
})

const child = { $ref: '#/components/schemas/pet' }
for (const [schema, body, fact] of [
  [
    tagged,
    '{ kind: cow, lives: 9 }',
    'The "kind" of POST /x must be one of "cat", "dog", not string "cow"',
  ],
  [
    tagged,
    '{ kind: dog, lives: 9 }',
    'The "breed" of POST /x is required here',
  ],
  [tagged, '{ kind: cat, lives: x }', 'The "lives" of POST /x must be integer'],
  [
    { properties: { a: tagged } },
    '{ a: { kind: cow } }',
    'The "a.kind" of POST /x must be one of "cat", "dog"',
  ],
  [
    { anyOf: tagged.oneOf, discriminator: tagged.discriminator },
    '{ kind: cow, breed: x }',
    'The "kind" of POST /x must be one of "cat", "dog"',
  ],
  [
    child,
    '{ kind: bird }',
    'The "kind" of POST /x must be one of "fish", "carp", "pet", not string "bird"',
  ],
] as const)
  test(`the discriminator of ${body} is refused: ${fact}`, () => {
    expect(problemsOf(schema, body)).toContain(fact)
  })
for (const [schema, body] of [
  [tagged, '{ kind: dog, breed: x }'],
  [tagged, '{ kind: "${{ target.customer_key }}", lives: 9 }'],
  [child, '{ kind: pet }'],
  [child, '{ kind: carp }'],
  [child, '{ kind: fish }'],
  [
    // A branch without a name may be meant by any.
    { ...tagged, oneOf: [...tagged.oneOf, { properties: { kind: text } }] },
    '{ kind: cow }',
  ],
] as const)
  test(`the discriminator of ${body} is accepted`, () => {
    expect(problemsOf(schema, body)).toBe('')
  })

const query = (required: boolean): JsonObject => ({
  parameters: [{ name: 'q', in: 'query', required, schema: text }],
})
test('a query parameter beside a body is named as what it is', () => {
  const found = problemsOf(item, '{ name: a, q: b }', { post: query(false) })
  expect(found).toBe(
    'a.yaml:6:22: POST /x needs the query parameter "q" beside a body, which Seamwatch cannot send [value-invalid]',
  )
})
test('a required query parameter beside a body concerns every call', () => {
  const post = query(true)
  const fact =
    'POST /x needs the query parameter "q" beside a body, which Seamwatch cannot send [value-invalid]'
  expect(problemsOf(item, '{ name: a }', { post })).toBe(`a.yaml:5:11: ${fact}`)
  expect(problemsOf(item, '{ q: b }', { post })).toBe(`a.yaml:6:13: ${fact}`)
})
test('a query parameter that no call has stops nothing', () => {
  expect(problemsOf(item, '{ name: a }', { post: query(false) })).toBe('')
})
test('of two parameters of one name the one in the body is sent', () => {
  const post = {
    parameters: [
      { name: 'name', in: 'query', explode: false, schema: { type: 'array' } },
    ],
  }
  expect(problemsOf(item, '{ name: a }', { post })).toBe('')
})
test('an unknown name beside both is unknown', () => {
  const found = problemsOf(item, '{ nam: a }', { post: query(false) })
  expect(found).toContain('POST /x has no parameter "nam"')
})
