/** What is for requests only is neither required in a response nor sent in it. */
import { expect, test } from '@playwright/test'
import { indexOperations } from '../../../src/contract/operations.ts'
import type { JsonObject } from '../../../src/model/contract.ts'
import { found } from './contract-of.ts'

const secret = { type: 'string', writeOnly: true }
const ref = (name: string): JsonObject => ({
  $ref: `#/components/schemas/${name}`,
})
const schemas = {
  secret,
  login: {
    type: 'object',
    required: ['name', 'pin'],
    properties: { name: { type: 'string' }, pin: { type: 'string' } },
  },
  hidden: { properties: { pin: secret } },
}

const marked: Readonly<Record<string, JsonObject>> = {
  'in the same schema': {
    type: 'object',
    required: ['name', 'pin'],
    properties: { name: { type: 'string' }, pin: secret },
  },
  'required by one of allOf, marked by another': {
    allOf: [
      { required: ['name', 'pin'], properties: { name: { type: 'string' } } },
      { properties: { pin: secret } },
    ],
  },
  'required beside allOf': {
    required: ['name', 'pin'],
    allOf: [{ properties: { name: {}, pin: secret } }],
  },
  'required behind a reference': { allOf: [ref('login'), ref('hidden')] },
  'marked behind a reference': {
    required: ['name', 'pin'],
    properties: { name: {}, pin: ref('secret') },
  },
  'marked around a reference': {
    required: ['name', 'pin'],
    properties: {
      name: {},
      pin: { allOf: [{ type: 'string' }], writeOnly: true },
    },
  },
  'marked in a deeper allOf': {
    allOf: [ref('login'), { allOf: [{ allOf: [ref('hidden')] }] }],
  },
  'marked by the schema around oneOf': {
    properties: { pin: secret },
    oneOf: [{ required: ['name', 'pin'], properties: { name: {} } }],
  },
  'marked by the only variant': {
    required: ['name', 'pin'],
    oneOf: [{ properties: { name: {}, pin: secret } }],
  },
}
for (const [name, schema] of Object.entries(marked))
  test(`a write-only property, ${name}, is not required`, () => {
    expect(found({ name: 'x' }, schema, schemas)).toEqual([])
    expect(found({}, schema, schemas).join()).toMatch(/name|variant/)
  })
for (const [name, schema] of Object.entries(marked))
  test(`a write-only property, ${name}, is reported when it is sent`, () => {
    expect(found({ name: 'x', pin: '1' }, schema, schemas)).toEqual([
      'write-only-sent pin',
    ])
  })
test('the same schema alone still requires the property', () => {
  expect(found({ name: 'x' }, ref('login'), schemas)).toEqual([
    'required-missing pin',
  ])
  const both = {
    properties: {
      a: ref('login'),
      b: { allOf: [ref('login'), ref('hidden')] },
    },
  }
  const body = { a: { name: 'x' }, b: { name: 'x' } }
  expect(found(body, both, schemas)).toEqual(['required-missing a.pin'])
})
test('it is found at any depth, in lists and maps, each time', () => {
  const schema = {
    properties: {
      list: { type: 'array', items: { properties: { pin: secret } } },
      map: { additionalProperties: ref('hidden') },
    },
  }
  const body = { list: [{ pin: '1' }, { pin: null }], map: { x: { pin: '' } } }
  expect(found(body, schema, schemas)).toEqual([
    'write-only-sent list[0].pin',
    'write-only-sent list[1].pin',
    'write-only-sent map.x.pin',
    'null-unexpected list[1].pin',
  ])
})
const of = (kind: string, pin: JsonObject): JsonObject => ({
  type: 'object',
  required: ['kind', 'pin'],
  properties: { kind: { type: 'string', enum: [kind] }, pin },
})
test('a variant may send what another one keeps for requests', () => {
  const schema = { oneOf: [of('a', secret), of('b', { type: 'string' })] }
  expect(found({ kind: 'a' }, schema)).toEqual([])
  expect(found({ kind: 'b', pin: '1' }, schema)).toEqual([])
  expect(found({ kind: 'b' }, schema)).toEqual(['variant-unmatched'])
})
const parametersOf = (body: JsonObject) =>
  indexOperations({
    components: { schemas: { id: { type: 'string', readOnly: true } } },
    paths: {
      '/x': {
        post: {
          requestBody: { content: { 'application/json': { schema: body } } },
          responses: {},
        },
      },
    },
  })
    .get('POST /x')
    ?.parameters.flatMap((it) => (it.isRequired ? it.name : []))
test('a read-only property is required in a response, and not in a request', () => {
  const schema = {
    type: 'object',
    required: ['id', 'name'],
    properties: { id: { type: 'string', readOnly: true }, name: {} },
  }
  expect(found({ name: 'x' }, schema)).toEqual(['required-missing id'])
  expect(parametersOf(schema)).toEqual(['name'])
  expect(
    parametersOf({
      allOf: [
        { required: ['id', 'name'], properties: { name: {} } },
        { properties: { id: ref('id') } },
      ],
    }),
  ).toEqual(['name'])
})
