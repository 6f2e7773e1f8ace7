/** A discriminator gives the schema that a value is judged by. */
import { expect, test } from '@playwright/test'
import type { JsonObject } from '../../../src/model/contract.ts'
import { found } from './contract-of.ts'

const ref = (name: string): JsonObject => ({
  $ref: `#/components/schemas/${name}`,
})
const pet = {
  type: 'object',
  required: ['kind'],
  properties: { kind: { type: 'string' }, friend: ref('pet') },
  discriminator: {
    propertyName: 'kind',
    mapping: { kitty: '#/components/schemas/cat', pup: 'dog' },
  },
}
const schemas = {
  pet,
  cat: {
    allOf: [
      ref('pet'),
      {
        type: 'object',
        required: ['lives'],
        properties: { lives: { type: 'integer' } },
      },
    ],
  },
  dog: { allOf: [ref('pet'), { properties: { tricks: { type: 'array' } } }] },
  lion: { allOf: [ref('cat'), { properties: { mane: { type: 'boolean' } } }] },
  car: {
    type: 'object',
    required: ['kind', 'wheels'],
    properties: { kind: {}, wheels: {} },
  },
}

const places: Readonly<Record<string, JsonObject>> = {
  'a reference': ref('pet'),
  'allOf around a reference': { allOf: [ref('pet')] },
  'nullable beside a reference': { ...ref('pet'), nullable: true },
}
for (const [name, schema] of Object.entries(places)) {
  test(`a child's own properties are documented through ${name}`, () => {
    expect(found({ kind: 'cat', lives: 9 }, schema, schemas)).toEqual([])
    expect(found({ kind: 'dog', tricks: [] }, schema, schemas)).toEqual([])
    expect(found({ kind: 'dog', lives: 9 }, schema, schemas)).toEqual([
      'property-undocumented lives',
    ])
  })
  test(`a child's own rules are judged through ${name}`, () => {
    expect(found({ kind: 'cat' }, schema, schemas)).toEqual([
      'required-missing lives',
    ])
    expect(found({ kind: 'cat', lives: 'x' }, schema, schemas)).toEqual([
      'type-wrong lives',
    ])
    expect(found({ kind: 'dog', tricks: 'x' }, schema, schemas)).toEqual([
      'type-wrong tricks',
    ])
  })
}
test('a mapping names a child by reference and by name', () => {
  expect(found({ kind: 'kitty' }, ref('pet'), schemas)).toEqual([
    'required-missing lives',
  ])
  expect(found({ kind: 'pup', tricks: 1 }, ref('pet'), schemas)).toEqual([
    'type-wrong tricks',
  ])
})
test('a child of a child is judged by all of its line', () => {
  expect(
    found({ kind: 'lion', lives: 1, mane: true }, ref('pet'), schemas),
  ).toEqual([])
  expect(found({ kind: 'lion', mane: 1 }, ref('cat'), schemas)).toEqual([
    'required-missing lives',
    'type-wrong mane',
  ])
})
test('a value that names its own schema, no schema, or no child of it is judged as documented', () => {
  for (const kind of ['pet', 'cow', 'car', '__proto__'])
    expect(found({ kind }, ref('pet'), schemas), kind).toEqual([])
  expect(
    found({ kind: 'dog', tricks: 1, lives: 1 }, ref('cat'), schemas),
  ).toEqual(['property-undocumented tricks'])
  expect(found({ kind: 5 }, ref('pet'), schemas)).toEqual(['type-wrong kind'])
})
test('children are found inside children, in lists and maps', () => {
  const schema = { type: 'array', items: { additionalProperties: ref('pet') } }
  const body = [
    {
      a: {
        kind: 'dog',
        friend: { kind: 'cat', friend: { kind: 'lion', lives: 1, mane: 'x' } },
      },
    },
  ]
  expect(found(body, schema, schemas).toSorted()).toEqual([
    'required-missing [0].a.friend.lives',
    'type-wrong [0].a.friend.friend.mane',
  ])
})

const open = (name: string): JsonObject => ({
  type: 'object',
  required: ['kind'],
  properties: { kind: { type: 'string' }, [name]: { type: 'integer' } },
})
const overlapping = { a: open('x'), b: open('y') }
for (const word of ['oneOf', 'anyOf'])
  test(`a name chooses the branch of ${word}, though others match, too`, () => {
    const schema = {
      [word]: [ref('a'), ref('b')],
      discriminator: { propertyName: 'kind', mapping: { second: 'b' } },
    }
    expect(found({ kind: 'a', x: 1 }, schema, overlapping)).toEqual([])
    expect(found({ kind: 'a', x: 'no' }, schema, overlapping)).toEqual([
      'type-wrong x',
    ])
    expect(found({ kind: 'second', y: 'no' }, schema, overlapping)).toEqual([
      'type-wrong y',
    ])
    expect(found({ kind: 'b', x: 1 }, schema, overlapping)).toEqual([
      'property-undocumented x',
    ])
  })
test('without a name, an overlap of oneOf stays a break', () => {
  const schema = { oneOf: [ref('a'), ref('b')] }
  expect(found({ kind: 'a' }, schema, overlapping)).toEqual([
    'variant-unmatched',
  ])
})

const text = { type: 'string', nullable: true }
const nullables: readonly (readonly [string, JsonObject, boolean])[] = [
  ['one nullable branch', { oneOf: [text, { type: 'integer' }] }, true],
  [
    'two nullable branches',
    { oneOf: [text, { type: 'integer', nullable: true }] },
    true,
  ],
  [
    'nullable beside oneOf',
    { nullable: true, oneOf: [{ type: 'string' }, { type: 'integer' }] },
    true,
  ],
  [
    'no nullable branch',
    { oneOf: [{ type: 'string' }, { type: 'integer' }] },
    false,
  ],
  ['anyOf of nullable branches', { anyOf: [text, text] }, true],
  ['nullable: false', { type: 'string', nullable: false }, false],
  [
    'an enum with null',
    { type: 'string', nullable: true, enum: ['a', null] },
    true,
  ],
  [
    'a nullable enum without null',
    { type: 'string', nullable: true, enum: ['a'] },
    true,
  ],
  [
    'a nullable number with limits',
    { type: 'number', nullable: true, minimum: 1 },
    true,
  ],
  [
    'a nullable integer of a format',
    { type: 'integer', format: 'int32', nullable: true },
    true,
  ],
  [
    'a nullable text with a pattern',
    { type: 'string', pattern: '^a$', nullable: true },
    true,
  ],
  [
    'a nullable list',
    { type: 'array', nullable: true, minItems: 1, items: {} },
    true,
  ],
  ['a number', { type: 'number' }, false],
  ['a reference to a nullable schema', ref('text'), true],
  ['allOf of a nullable reference', { allOf: [ref('text')] }, true],
  [
    'nullable allOf of a reference',
    { allOf: [ref('a')], nullable: true },
    true,
  ],
  [
    'allOf of nullable and not',
    { allOf: [ref('text'), { type: 'string' }] },
    false,
  ],
]
for (const [name, schema, isAllowed] of nullables)
  test(`null is ${isAllowed ? 'allowed' : 'a break'} by ${name}`, () => {
    const all = { ...overlapping, text }
    expect(found(null, schema, all).length === 0).toBe(isAllowed)
  })
