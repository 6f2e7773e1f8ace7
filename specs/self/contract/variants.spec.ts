import { expect, test } from '@playwright/test'
import { found, judge } from './contract-of.ts'

const cat = {
  type: 'object',
  required: ['kind', 'lives'],
  properties: {
    kind: { type: 'string', enum: ['cat'] },
    lives: { type: 'integer' },
    owner: { type: 'object', properties: { name: { type: 'string' } } },
  },
}
const dog = {
  type: 'object',
  required: ['kind', 'tricks'],
  properties: {
    kind: { type: 'string', enum: ['dog'] },
    tricks: { type: 'array', items: { type: 'string' } },
  },
}
const plain = { oneOf: [cat, dog] }
const tagged = { ...plain, discriminator: { propertyName: 'kind' } }

for (const [name, schema] of Object.entries({ plain, tagged })) {
  test(`a value that matches one variant passes: ${name}`, () => {
    expect(found({ kind: 'cat', lives: 9 }, schema)).toEqual([])
    expect(found({ kind: 'dog', tricks: [] }, schema)).toEqual([])
  })
  test(`an addition within a variant is an addition, not a break: ${name}`, () => {
    const body = { kind: 'cat', lives: 9, x: 1, owner: { name: 'a', y: 2 } }
    expect(found(body, schema)).toEqual([
      'property-undocumented x',
      'property-undocumented owner.y',
    ])
  })
  test(`a property of another variant is undocumented: ${name}`, () => {
    const body = { kind: 'cat', lives: 9, tricks: [] }
    expect(found(body, schema)).toEqual(['property-undocumented tricks'])
  })
  test(`a type that no variant has is one finding: ${name}`, () => {
    expect(found('cat', schema)).toHaveLength(1)
    expect(found(null, schema)).toEqual(['null-unexpected'])
  })
}
test('an unmatched value is one finding with what the closest variant has', () => {
  const body = { pet: { kind: 'dog', tricks: ['sit', 5], extra: 1 } }
  expect(judge(body, { properties: { pet: plain } })).toEqual([
    {
      kind: 'variant-unmatched',
      at: 'pet',
      path: ['pet'],
      pointer:
        '/paths/~1x/get/responses/200/content/application~1json/schema/properties/pet/oneOf',
      documented:
        'one of 2 variants; the closest, variant 2, has "pet.tricks[1]": string',
      received: 'object with "pet.tricks[1]": number',
    },
  ])
})
test('a discriminator points at the very property that is wrong', () => {
  expect(found({ kind: 'dog', tricks: ['sit', 5] }, tagged)).toEqual([
    'type-wrong tricks[1]',
  ])
})
test('an unknown, missing or mistyped tag is named as such', () => {
  expect(found({ kind: 'cow' }, tagged)).toEqual(['enum-unknown kind'])
  expect(found({}, tagged)).toEqual(['required-missing kind'])
  expect(found({ kind: 5 }, tagged)).toEqual(['type-wrong kind'])
  expect(found({ kind: '__proto__' }, tagged)).toEqual(['enum-unknown kind'])
})
test('a discriminator works through references, with or without a mapping', () => {
  const schema = {
    oneOf: [
      { $ref: '#/components/schemas/cat' },
      { $ref: '#/components/schemas/dog' },
    ],
    discriminator: {
      propertyName: 'kind',
      mapping: { cat: '#/components/schemas/cat' },
    },
  }
  const schemas = { cat, dog }
  expect(found({ kind: 'dog', tricks: 1 }, schema, schemas)).toEqual([
    'type-wrong tricks',
  ])
})
test('a discriminator that is not reliable leaves a plain oneOf', () => {
  const optional = { ...dog, required: ['tricks'] }
  const schema = { ...tagged, oneOf: [cat, optional] }
  expect(found({ tricks: [] }, schema)).toEqual([])
  expect(found({ kind: 'cow', tricks: [] }, schema)).toEqual([
    'variant-unmatched',
  ])
})
test('a value that matches two variants of oneOf is an error', () => {
  const schema = { oneOf: [{ type: 'number' }, { type: 'integer' }] }
  expect(found(1.5, schema)).toEqual([])
  const [violation] = judge(1, schema)
  expect(violation?.documented).toBe('exactly one of 2 variants')
  expect(violation?.received).toBe('number that matches variants 1 and 2')
})
test('anyOf accepts a value that matches several, and documents all of them', () => {
  const schema = {
    anyOf: [
      { properties: { a: { type: 'string' } }, required: ['a'] },
      { properties: { b: { type: 'string' } }, required: ['b'] },
    ],
  }
  expect(found({ a: 'x', b: 'y' }, schema)).toEqual([])
  expect(found({ a: 'x', c: 'y' }, schema)).toEqual(['property-undocumented c'])
  expect(found({}, schema)).toEqual(['variant-unmatched'])
})
test('errors beside an unmatched composition are kept', () => {
  const schema = {
    type: 'object',
    properties: { id: { type: 'string' } },
    oneOf: [{ required: ['a'] }, { required: ['b'] }],
  }
  expect(found({ id: 5, other: 1 }, schema).toSorted()).toEqual([
    'type-wrong id',
    'variant-unmatched',
  ])
})
test('two schemas of allOf that require the same name give one finding', () => {
  const part = { required: ['a'], properties: { a: { type: 'string' } } }
  expect(found({}, { allOf: [part, part] })).toEqual(['required-missing a'])
})
