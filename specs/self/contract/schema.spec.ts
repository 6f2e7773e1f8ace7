import { expect, test } from '@playwright/test'
import { createValidator } from '../../../src/contract/validate/validator.ts'
import {
  contractOf,
  found,
  judge,
  onlyBody,
  unjudgedIn,
} from './contract-of.ts'

const person = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' } },
}

test('a missing property is reported at the place where it belongs', () => {
  expect(judge({ a: {} }, { properties: { a: person } })).toEqual([
    {
      kind: 'required-missing',
      at: 'a.name',
      path: ['a', 'name'],
      pointer:
        '/paths/~1x/get/responses/200/content/application~1json/schema/properties/a/properties/name',
      documented: 'required',
      received: 'absent',
    },
  ])
})
test('a rule behind a reference has the pointer of its target', () => {
  const [violation] = judge(
    [{ name: 5 }],
    { type: 'array', items: { $ref: '#/components/schemas/person' } },
    { person },
  )
  expect(violation).toEqual({
    kind: 'type-wrong',
    at: '[0].name',
    path: [0, 'name'],
    pointer: '/components/schemas/person/properties/name/type',
    documented: 'string',
    received: 'number',
  })
})
test('property names with slashes, tildes and dots keep their place', () => {
  const schema = { properties: { 'a/b~c.d': { type: 'string' } } }
  const [violation] = judge({ 'a/b~c.d': 1 }, schema)
  expect(violation?.path).toEqual(['a/b~c.d'])
  expect(violation?.at).toBe('["a/b~c.d"]')
  expect(violation?.pointer).toMatch(/\/properties\/a~1b~0c\.d\/type$/)
})

const nullable = { type: 'string', nullable: true }
test('null passes where it is allowed and is not reported as a wrong type', () => {
  expect(found(null, nullable)).toEqual([])
  expect(found('x', nullable)).toEqual([])
  expect(found(5, nullable)).toEqual(['type-wrong'])
  expect(found(null, { type: 'string' })).toEqual(['null-unexpected'])
})
test('a nullable enum accepts null although its list lacks it, and says so', () => {
  const schema = { type: 'string', enum: ['a', 'b'], nullable: true }
  expect(unjudgedIn(schema)).toEqual([
    'the enum lacks null, and "nullable" allows it: null is accepted',
  ])
  expect(found(null, schema)).toEqual([])
  expect(found('c', schema)).toEqual(['enum-unknown'])
  expect(found(5, schema)).toEqual(['type-wrong'])
})
for (const [name, schema, count] of [
  ['of numbers', { type: 'integer', enum: [1, 2], nullable: true }, 1],
  ['without a type', { enum: ['a'], nullable: true }, 1],
  ['that lists null', { type: 'string', enum: ['a', null], nullable: true }, 0],
  ['that is not nullable', { type: 'string', enum: ['a'], nullable: false }, 0],
  ['without values', { type: 'string', enum: [], nullable: true }, 1],
  ['behind a reference', { $ref: '#/components/schemas/shape' }, 1],
  ['in a list', { items: { type: 'string', enum: ['a'], nullable: true } }, 1],
] as const)
  test(`of an enum ${name}, ${count} rule is not judged`, () => {
    const shape = { type: 'string', enum: ['a'], nullable: true }
    expect(unjudgedIn(schema, { shape })).toHaveLength(count)
  })
test('null is not reported as an unknown value of an enum', () => {
  expect(found(null, { type: 'string', enum: ['a'] })).toEqual([
    'null-unexpected',
  ])
})
const toPerson = { $ref: '#/components/schemas/person' }
for (const [word, schema] of [
  ['$ref', { ...toPerson, nullable: true }],
  ['allOf', { allOf: [toPerson], nullable: true }],
  ['allOf', { type: 'object', allOf: [toPerson], nullable: true }],
  ['oneOf', { oneOf: [toPerson], nullable: true }],
  ['anyOf', { anyOf: [toPerson, { allOf: [toPerson] }], nullable: true }],
] as const)
  test(`nullable in ${JSON.stringify(schema)} accepts null, and says so`, () => {
    expect(found(null, schema, { person })).toEqual([])
    expect(unjudgedIn(schema, { person })).toEqual([
      `"${word}" rejects null, and "nullable" allows it: null is accepted`,
    ])
    expect(found({ name: 'x' }, schema, { person })).toEqual([])
    expect(found({}, schema, { person })).toHaveLength(1)
    expect(found(5, schema, { person })).not.toEqual([])
  })
const orNull = { type: 'string', nullable: true }
for (const [name, schema, facts] of [
  ['a reference that accepts null', { $ref: '#/components/schemas/text' }, 0],
  ['allOf that accepts null', { allOf: [orNull, { maxLength: 3 }] }, 0],
  ['a variant that accepts null', { oneOf: [toPerson, orNull] }, 0],
  ['variants without null', { anyOf: [toPerson, { type: 'string' }] }, 1],
  ['not of a type', { not: { type: 'integer' } }, 0],
  ['not of null', { not: { enum: [null] } }, 1],
  ['not of anything', { type: 'string', not: {} }, 1],
  ['an enum behind a reference', { $ref: '#/components/schemas/shape' }, 1],
  ['a reference beside a type', { $ref: '#/components/schemas/mixed' }, 1],
  ['properties alone', { properties: { name: orNull } }, 0],
] as const)
  test(`beside ${name}, null is accepted, and ${facts} rules are not judged`, () => {
    const schemas = {
      person,
      text: orNull,
      shape: { enum: ['a'] },
      mixed: { ...toPerson, type: 'object' },
    }
    expect(found(null, { ...schema, nullable: true }, schemas)).toEqual([])
    expect(unjudgedIn({ ...schema, nullable: true }, schemas)).toHaveLength(
      facts,
    )
  })
test('a reference to what says that null is not judged adds no second note', () => {
  const either = { allOf: [toPerson], nullable: true }
  const schema = { $ref: '#/components/schemas/either', nullable: true }
  expect(unjudgedIn(schema, { person, either })).toHaveLength(1)
  expect(found(null, schema, { person, either })).toEqual([])
})
test('nullable without a type has no effect', () => {
  expect(found(5, { nullable: true })).toEqual([])
  expect(found(null, { nullable: true })).toEqual([])
})

const limits = [
  ['minimum', { minimum: 1 }, 1, 0],
  ['exclusiveMinimum', { minimum: 1, exclusiveMinimum: true }, 2, 1],
  ['exclusiveMinimum false', { minimum: 1, exclusiveMinimum: false }, 1, 0],
  ['exclusiveMaximum', { maximum: 1, exclusiveMaximum: true }, 0, 1],
  ['multipleOf', { multipleOf: 0.01 }, 4.35, 4.351],
  ['minLength', { minLength: 1 }, 'a', ''],
  ['pattern', { pattern: '^a+$' }, 'aa', 'b'],
  ['maxItems', { type: 'array', maxItems: 1 }, [1], [1, 2]],
  ['uniqueItems', { uniqueItems: true }, [1, 2], [1, 1]],
  ['not', { not: { type: 'string' } }, 5, 'x'],
] as const
for (const [word, schema, right, wrong] of limits)
  test(`${word} is judged`, () => {
    expect(found(right, schema)).toEqual([])
    expect(found(wrong, schema)).toEqual(['constraint-broken'])
  })
test('an exclusive limit has the pointer of its OpenAPI keyword', () => {
  const schema = { type: 'number', minimum: 1, exclusiveMinimum: true }
  const [violation] = judge(1, schema)
  expect(violation?.pointer).toMatch(/\/schema\/minimum$/)
  expect(violation?.documented).toBe('number, exclusiveMinimum 1')
})
test('what additionalProperties: false forbids is a break', () => {
  const schema = { ...person, additionalProperties: false }
  expect(found({ name: 'x' }, schema)).toEqual([])
  expect(found({ name: 'x', age: 1 }, schema)).toEqual([
    'constraint-broken age',
  ])
})
test('keywords that do not restrict values are ignored', () => {
  const schema = {
    type: 'string',
    title: 't',
    description: 'd',
    default: 'x',
    example: 'x',
    deprecated: true,
    externalDocs: { url: 'https://example.com' },
    xml: { name: 'x' },
    'x-anything': { a: 1 },
  }
  expect(found('x', schema)).toEqual([])
  expect(found(1, schema)).toEqual(['type-wrong'])
})
test('a write-only property is not required in a response', () => {
  const schema = {
    type: 'object',
    required: ['pin', 'name'],
    properties: {
      pin: { type: 'string', writeOnly: true },
      name: { type: 'string', readOnly: true },
    },
  }
  expect(found({ name: 'x' }, schema)).toEqual([])
  expect(found({}, schema)).toEqual(['required-missing name'])
  expect(found({ name: 'x', pin: '1' }, schema)).toEqual([
    'write-only-sent pin',
  ])
})
test('a schema that refers to itself judges every level', () => {
  const node = {
    type: 'object',
    required: ['id'],
    properties: {
      id: { type: 'string' },
      children: { type: 'array', items: { $ref: '#/components/schemas/node' } },
      next: { $ref: '#/components/schemas/node' },
    },
  }
  const schema = { $ref: '#/components/schemas/node' }
  const body = {
    id: 'a',
    children: [{ id: 'b', children: [{ id: 1, extra: 1 }] }],
    next: { id: 2 },
  }
  expect(found(body, schema, { node })).toEqual([
    'type-wrong children[0].children[0].id',
    'type-wrong next.id',
    'property-undocumented children[0].children[0].extra',
  ])
})

const hostile = {
  'a misspelt word': [
    { type: 'object', propertes: {} },
    /"propertes".*did you mean "properties"/,
  ],
  'a misspelt word far below': [
    { properties: { a: { items: { tpye: 'string' } } } },
    /"tpye" at #\/paths/,
  ],
  'a misspelt word behind a reference': [
    { $ref: '#/components/schemas/bad' },
    /"requird" at #\/components\/schemas\/bad/,
  ],
  'a reference to nothing': [
    { $ref: '#/components/schemas/gone' },
    /it refers to "#\/components\/schemas\/gone"/,
  ],
  'a reference out of the document': [
    { $ref: 'other.json#/x' },
    /is outside the document/,
  ],
  'an unknown type': [{ type: 'strng' }, /type must be/],
  'a list for properties': [{ properties: [] }, /must be an object/],
  'an empty oneOf': [{ oneOf: [] }, /must be a list of schemas/],
  'a flag for required': [{ required: true }, /required/],
  'a number for exclusiveMinimum': [
    { minimum: 1, exclusiveMinimum: 1 },
    /true or false/,
  ],
} as const
for (const [name, [schema, message]] of Object.entries(hostile))
  test(`${name} makes a schema uncompilable, in one line`, () => {
    const contract = contractOf(schema, { bad: { requird: [] } })
    const validator = createValidator(contract)
    const body = onlyBody(contract)
    for (const attempt of [1, 2]) {
      const ready = validator.bodyJudge(...body)
      expect(ready.kind, `attempt ${attempt}`).toBe('uncompilable')
      const text = ready.kind === 'uncompilable' ? ready.message : ''
      expect(text).toMatch(message)
      expect(text).not.toContain('\n')
    }
  })
test('a media type without schema cannot judge', () => {
  const contract = contractOf({})
  const [operation, response] = onlyBody(contract)
  const judged = createValidator(contract).bodyJudge(operation, response, {
    range: 'application/json',
  })
  expect(judged).toEqual({
    kind: 'unjudged',
    message: 'the contract gives GET /x 200 application/json no schema',
  })
})
test('a schema is compiled once', () => {
  const contract = contractOf({ type: 'string' })
  const validator = createValidator(contract)
  const body = onlyBody(contract)
  expect(validator.bodyJudge(...body)).toBe(validator.bodyJudge(...body))
})

const inherited = [
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  'a',
] as const
for (const name of inherited)
  test(`a property may be called ${name}`, () => {
    const read = (text: string) => JSON.parse(text.replaceAll('NAME', name))
    const schema = read(
      '{"properties":{"NAME":{"type":"integer"}},"required":["NAME"],"additionalProperties":false}',
    )
    expect(found(read('{"NAME":1}'), schema)).toEqual([])
    expect(found({}, schema)).toEqual([`required-missing ${name}`])
    expect(found(read('{"NAME":"x"}'), schema)).toEqual([`type-wrong ${name}`])
    expect(found(read('{"NAME":1,"b":1}'), schema)).toEqual([
      'constraint-broken b',
    ])
    const inner = read(
      '{"properties":{"NAME":{"properties":{"b":{"type":"integer"}}}}}',
    )
    expect(found(read('{"NAME":{"b":"x","c":1}}'), inner)).toEqual([
      `type-wrong ${name}.b`,
      `property-undocumented ${name}.c`,
    ])
    const values = read('{"enum":[{"NAME":1}]}')
    expect(found(read('{"NAME":1}'), values)).toEqual([])
    expect(found(read('{"NAME":2}'), values)).toEqual(['enum-unknown'])
    const tagged = read(
      '{"oneOf":[{"$ref":"#/components/schemas/x"},{"$ref":"#/components/schemas/y"}],"discriminator":{"propertyName":"NAME"}}',
    )
    const branch = (tag: string) =>
      read(
        `{"required":["NAME"],"properties":{"NAME":{"type":"string","enum":["${tag}"]}}}`,
      )
    expect(found({}, tagged, { x: branch('x'), y: branch('y') })).toEqual([
      `required-missing ${name}`,
    ])
  })
