import { expect, test } from '@playwright/test'
import { found, judge } from './contract-of.ts'

const a = { type: 'object', properties: { a: { type: 'string' } } }
const b = { type: 'object', properties: { b: { type: 'string' } } }

test('an extra property is found at any depth, in lists too', () => {
  const schema = {
    properties: { list: { type: 'array', items: { properties: { in: a } } } },
  }
  const body = { list: [{ in: { a: 'x' } }, { in: { a: 'x', z: {} } }], y: 1 }
  expect(found(body, schema)).toEqual([
    'property-undocumented list[1].in.z',
    'property-undocumented y',
  ])
})
test('its pointer is where it would be documented', () => {
  const schema = { $ref: '#/components/schemas/a' }
  expect(judge({ b: 1 }, schema, { a })).toEqual([
    {
      kind: 'property-undocumented',
      at: 'b',
      path: ['b'],
      pointer: '/components/schemas/a/properties/b',
      documented: 'no such property',
      received: 'number',
    },
  ])
})
test('allOf documents the properties of all its schemas', () => {
  const schema = { allOf: [a, { $ref: '#/components/schemas/b' }] }
  expect(found({ a: 'x', b: 'x' }, schema, { b })).toEqual([])
  expect(found({ a: 'x', c: 1 }, schema, { b })).toEqual([
    'property-undocumented c',
  ])
})
test('one property described twice by allOf has the properties of both', () => {
  const schema = {
    allOf: [{ properties: { in: a } }, { properties: { in: b } }],
  }
  expect(found({ in: { a: 'x', b: 'x' } }, schema)).toEqual([])
  expect(found({ in: { a: 'x', c: 'x' } }, schema)).toEqual([
    'property-undocumented in.c',
  ])
})
test('an addition inside an open schema of allOf is not a break', () => {
  expect(found({ a: 5, c: 1 }, { allOf: [a] })).toEqual([
    'type-wrong a',
    'property-undocumented c',
  ])
})
for (const [name, schema] of Object.entries({
  'an object without properties': { type: 'object' },
  'additionalProperties true': { ...a, additionalProperties: true },
  'additionalProperties with a schema': { ...a, additionalProperties: {} },
  'no schema at all': {},
}))
  test(`${name} documents every name`, () => {
    expect(found({ a: 'x', z: { y: 1 } }, schema)).toEqual([])
  })
test('an explicitly empty list of properties documents none', () => {
  expect(found({ z: 1 }, { type: 'object', properties: {} })).toEqual([
    'property-undocumented z',
  ])
})
test('values of a map are judged by their schema', () => {
  const schema = { type: 'object', additionalProperties: a }
  expect(found({ k: { a: 'x', z: 1 } }, schema)).toEqual([
    'property-undocumented k.z',
  ])
})
test('a name that is only required is not undocumented', () => {
  expect(found({ a: 'x', z: 1 }, { ...a, required: ['z'] })).toEqual([])
})
test('names of the object prototype are names like others', () => {
  const body: unknown = JSON.parse('{"constructor": 1, "__proto__": 2}')
  expect(found(body, a)).toEqual([
    'property-undocumented constructor',
    'property-undocumented __proto__',
  ])
})
