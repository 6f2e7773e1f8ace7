/** Response headers are judged where the contract documents them. */
import { expect, test } from '@playwright/test'
import { checkExchange } from '../../../src/checks/index.ts'
import { responseHeaders } from '../../../src/checks/response-headers.ts'
import { indexOperations } from '../../../src/contract/operations.ts'
import { requireJudgeable } from '../../../src/contract/validate/judgeable.ts'
import { createValidator } from '../../../src/contract/validate/validator.ts'
import type { Contract, JsonObject } from '../../../src/model/contract.ts'
import type { Header } from '../../../src/model/exchange.ts'

function contractWith(documented: JsonObject): Contract {
  const document: JsonObject = {
    openapi: '3.0.3',
    paths: { '/x': { get: { responses: { '200': { headers: documented } } } } },
    components: {
      headers: { limit: { required: true, schema: { type: 'integer' } } },
    },
  }
  const operations = indexOperations(document)
  const text = JSON.stringify(document, null, 2)
  return { source: '', file: 'c.json', text, document, operations }
}

/** What is found in a response with these headers. */
function foundIn(
  documented: JsonObject,
  headers: readonly Header[],
): readonly string[] {
  const contract = contractWith(documented)
  const operation = contract.operations.get('GET /x')
  if (!operation) throw new Error('no operation')
  const { findings } = checkExchange(
    {
      exchange: {
        request: { method: 'GET', path: '/x', query: [], headers: [] },
        result: {
          kind: 'reply',
          status: 200,
          statusText: 'OK',
          headers,
          body: '',
          isUtf8: true,
        },
        fidelity: 'wire',
        startedAtMs: 0,
        durationMs: 1,
      },
      operation,
      validator: createValidator(contract),
      requirement: { name: 'x', statuses: [200], isRefusalExpected: false },
      credential: { scheme: 'none', isProven: true },
    },
    [responseHeaders],
  )
  return findings.map((it) => `${it.code} ${it.at}: ${it.received}`)
}

const integer = { 'X-Limit': { required: true, schema: { type: 'integer' } } }
test('a required header is looked for in any case', () => {
  expect(foundIn(integer, [['x-limit', '5']])).toEqual([])
  expect(foundIn(integer, [['X-LIMIT', '5']])).toEqual([])
  expect(foundIn(integer, [])).toEqual([
    'header-missing header x-limit: absent',
  ])
})
test('an optional header may be absent, and is judged if it is there', () => {
  const schema = { type: 'string', format: 'uuid' }
  expect(foundIn({ 'X-Id': { schema } }, [])).toEqual([])
  expect(foundIn({ 'X-Id': { schema } }, [['x-id', 'a']])).toEqual([
    'header-value-wrong header x-id: string "a"',
  ])
})
test('a header behind a reference is judged', () => {
  const limit = { 'X-Limit': { $ref: '#/components/headers/limit' } }
  expect(foundIn(limit, [])).toEqual(['header-missing header x-limit: absent'])
  expect(foundIn(limit, [['x-limit', 'ten']])).toEqual([
    'header-value-wrong header x-limit: string',
  ])
})
for (const [schema, right, wrong] of [
  [{ type: 'integer' }, '5', '5.5'],
  [
    { type: 'integer', format: 'int64' },
    '9223372036854775807',
    '9223372036854775808',
  ],
  [{ type: 'number', minimum: 1 }, '1.5', '0.5'],
  [{ type: 'boolean' }, 'true', 'yes'],
  [{ type: 'string', enum: ['a', 'b'] }, 'a', 'c'],
  [{ type: 'string', pattern: '^[0-9]+$' }, '12', 'x'],
  [{ type: 'array', items: { type: 'integer' } }, '1, 2,3', '1,x'],
] as const)
  test(`${JSON.stringify(schema)} allows ${right}, and not ${wrong}`, () => {
    const documented: JsonObject = { 'X-A': { schema } }
    expect(foundIn(documented, [['x-a', right]])).toEqual([])
    expect(foundIn(documented, [['x-a', wrong]])).toHaveLength(1)
  })
test('several headers of one name are one list', () => {
  const documented = {
    'X-A': {
      schema: { type: 'array', maxItems: 2, items: { type: 'string' } },
    },
  }
  expect(
    foundIn(documented, [
      ['x-a', 'a'],
      ['x-a', 'b'],
    ]),
  ).toEqual([])
  expect(
    foundIn(documented, [
      ['x-a', 'a, b'],
      ['x-a', 'c'],
    ]),
  ).toHaveLength(1)
})
test('content-type among the headers is ignored, as OpenAPI says', () => {
  const schema = { type: 'string', enum: ['a/b'] }
  expect(foundIn({ 'Content-Type': { required: true, schema } }, [])).toEqual(
    [],
  )
})
test('a header without schema is only looked for', () => {
  expect(foundIn({ 'X-A': { required: true } }, [['x-a', '']])).toEqual([])
})

const object = { type: 'object', properties: { a: { type: 'integer' } } }
for (const [mediaType, schema, right, wrong] of [
  ['application/json', object, '{"a":1}', '{"a":"x"}'],
  ['application/json', object, '{"a":1}', 'a=1'],
  ['application/json', { type: 'string' }, '"a"', 'a'],
  ['application/vnd.a+json', { type: 'integer' }, '5', '5.5'],
  [
    'application/json',
    { type: 'number', maximum: 0.1 },
    '0.1',
    '0.10000000000000000001',
  ],
  ['text/plain', { type: 'string', enum: ['a'] }, 'a', 'b'],
] as const)
  test(`a header of ${mediaType} may be ${right}, and not ${wrong}`, () => {
    const documented: JsonObject = {
      'X-A': { content: { [mediaType]: { schema } } },
    }
    expect(foundIn(documented, [['x-a', right]])).toEqual([])
    expect(foundIn(documented, [['x-a', wrong]])).toHaveLength(1)
  })
const limits = {
  type: 'object',
  required: ['left'],
  properties: {
    left: { type: 'integer' },
    unit: { type: 'string', enum: ['s', 'min'] },
    isHard: { type: 'boolean' },
  },
}
for (const [explode, right, wrong] of [
  [false, 'left,5', 'left,five'],
  [false, 'unit, s, left, 5, isHard, true', 'unit,h,left,5'],
  [false, 'left,5', 'unit,s'],
  [false, 'left,5', 'left,5,isHard'],
  [false, 'left,5', 'left,5,left,6'],
  [false, 'left,5', 'left=5'],
  [true, 'left=5', 'left=five'],
  [true, 'unit = s, left = 5', 'unit=h,left=5'],
  [true, 'left=5', 'left=5,hard'],
  [true, 'left=5', 'left,5'],
] as const)
  test(`an object with explode: ${explode} may be ${right}, and not ${wrong}`, () => {
    const documented = { 'X-A': { explode, schema: limits } }
    expect(foundIn(documented, [['x-a', right]])).toEqual([])
    expect(foundIn(documented, [['x-a', wrong]])).toHaveLength(1)
    expect(requireJudgeable(contractWith(documented))).toEqual([])
  })
test('an object of a header may be empty, and lacks then what is required', () => {
  const documented = { 'X-A': { schema: limits } }
  expect(foundIn(documented, [['x-a', '']])).toEqual([
    'header-value-wrong header x-a, left: absent',
  ])
})
test('members of a map and of allOf are read by their types', () => {
  const schema = {
    allOf: [{ type: 'object', properties: { a: { type: 'boolean' } } }],
    properties: { a: { enum: [true] } },
    additionalProperties: { type: 'integer', maximum: 9 },
  }
  const found = (text: string) =>
    foundIn({ 'X-A': { schema } }, [['x-a', text]])
  expect(found('a,true,b,9')).toEqual([])
  expect(found('a,false,b,9')).toHaveLength(1)
  expect(found('a,true,b,10')).toHaveLength(1)
})
const extra = 'header-property-undocumented header x-a, new: string'
test('a property that no schema documents is listed, and breaks nothing', () => {
  const documented: JsonObject = { 'X-A': { explode: true, schema: limits } }
  expect(foundIn(documented, [['x-a', 'left=5,new=a']])).toEqual([extra])
  expect(foundIn(documented, [['x-a', 'new=a,left=five']])).toHaveLength(2)
  const json = { content: { 'application/json': { schema: limits } } }
  const headers: readonly Header[] = [['x-a', '{"left":5,"new":"a"}']]
  expect(foundIn({ 'X-A': json }, headers)).toEqual([extra])
})

const named = {
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 2 },
    left: { type: 'integer' },
  },
}
for (const [explode, judged, ...ambiguous] of [
  [false, 'left,x', 'name,Doe, Jo,left,x', 'name,a,b,left,x', 'name,a,left'],
  [true, 'left=x', 'name=Doe, Jo,left=x', 'name=a,b=c,left=x', 'name=a,name=b'],
] as const)
  test(`explode: ${explode}: a comma in a text is named, and judges nothing`, () => {
    const documented = { 'X-A': { explode, schema: named } }
    expect(requireJudgeable(contractWith(documented))).toEqual([
      expect.stringMatching(
        /^not judged: c\.json:\d+:1: .*a comma after "name" may be part/,
      ),
    ])
    for (const text of ambiguous)
      expect(foundIn(documented, [['x-a', text]])).toEqual([])
    expect(foundIn(documented, [['x-a', judged]])).toHaveLength(1)
    const short = explode ? 'name=a' : 'name,a'
    expect(foundIn(documented, [['x-a', short]])).toHaveLength(1)
  })
test('a pattern that takes too long decides nothing about a header', () => {
  const schema = { type: 'string', pattern: '^(a|a)*$' }
  const [found] = foundIn({ 'X-A': { schema } }, [
    ['x-a', 'a'.repeat(40) + 'b'],
  ])
  expect(found).toContain('schema-uncompilable header x-a')
})

for (const [name, header] of Object.entries({
  'of XML': { content: { 'application/xml': { schema: object } } },
  'of JSON without schema': { content: { 'application/json': {} } },
  'of a list of objects': { schema: { type: 'array', items: object } },
  'of an object with lists': {
    schema: { type: 'object', properties: { a: { type: 'array', items: {} } } },
  },
  'of a map of objects': {
    schema: { type: 'object', additionalProperties: object },
  },
  'of another style': { style: 'form', schema: object },
  'of an object without type': { schema: { properties: object.properties } },
  'of children': {
    schema: { ...object, discriminator: { propertyName: 'a' } },
  },
  'of a list without items': { schema: { type: 'array' } },
  'of variants': { schema: { oneOf: [{ type: 'integer' }, object] } },
  'of numbers without type': { schema: { enum: [1, 2] } },
}))
  test(`a header ${name} is named as not judged, and accepts any text`, () => {
    const documented = { 'X-A': { required: true, ...header } }
    expect(foundIn(documented, [['x-a', '1']])).toEqual([])
    expect(foundIn(documented, [])).toHaveLength(1)
    expect(requireJudgeable(contractWith(documented))).toEqual([
      expect.stringMatching(/^not judged: c\.json:\d+:1: .*"X-A"/),
    ])
  })
