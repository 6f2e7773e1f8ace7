import { expect, test } from '@playwright/test'
import { shapeOf } from '../../../src/contract/shape/received.ts'
import type { JsonObject } from '../../../src/model/contract.ts'
import { createValidator } from '../../../src/contract/validate/validator.ts'
import { contractOf, onlyBody } from './contract-of.ts'

const uuid = '5b1f3e6a-0c53-4b5e-9d3c-1f2b3c4d5e6f'
const session = {
  type: 'object',
  required: ['id', 'note', 'tags'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    note: { type: 'string', nullable: true },
    count: { type: 'number', format: 'float' },
    tags: { type: 'array', items: { type: 'string' } },
    state: { type: 'string', enum: ['on', 'off'] },
  },
}
const schema = {
  type: 'object',
  required: ['session', 'ok'],
  properties: {
    session: { $ref: '#/components/schemas/session' },
    ok: { type: 'boolean' },
  },
}
const schemas = { session }
const body = {
  session: { id: uuid, note: null, tags: ['a'], state: 'on' },
  ok: true,
}
function pairOf(value: unknown, given: JsonObject = schema) {
  const contract = contractOf(given, schemas)
  return createValidator(contract).shapePair(value, ...onlyBody(contract))
}

test('the documented shape has one property per line, sorted', () => {
  const contract = contractOf(schema, schemas)
  const validator = createValidator(contract)
  expect(validator.documentedShape(...onlyBody(contract))).toBe(`{
  ok: boolean
  session: {
    count?: number (float)
    id: string (uuid)
    note: string | null
    state?: "on" | "off"
    tags: [string]
  }
}`)
})
test('a received shape shows types and formats, never values', () => {
  const value = { b: [uuid, 'secret', 5], a: null, c: {}, d: [] }
  expect(shapeOf(value)).toBe(`{
  a: null
  b: [string (uuid) | string | number]
  c: {}
  d: []
}`)
  expect(shapeOf('2031-01-01T00:00:00Z')).toBe('string (date-time)')
})
test('a body that conforms gives two equal texts', () => {
  const pair = pairOf(body)
  expect(pair.received).toBe(pair.documented)
  expect(pair.documented).toContain('note: string | null')
  expect(pair.documented).not.toContain('count')
})
test('the two texts differ only where the body does not conform', () => {
  const { tags, ...rest } = body.session
  const received = { ...rest, id: 'x', tags, note: 5, more: [uuid] }
  const pair = pairOf({ session: received })
  expect(pair.documented).toBe(`{
  ok: boolean
  session: {
    id: string (uuid)
    note: string | null
    state?: "on" | "off"
    tags: [string]
  }
}`)
  expect(pair.received).toBe(`{
  session: {
    id: string "x"
    more: [string (uuid)]
    note: number
    state?: "on" | "off"
    tags: [string]
  }
}`)
})
test('the first different element of a list is shown', () => {
  const list = {
    type: 'array',
    items: { $ref: '#/components/schemas/session' },
  }
  const pair = pairOf([body.session, { ...body.session, tags: 'a' }], list)
  expect(pair.documented).toContain('tags: [string]')
  expect(pair.received).toContain('tags: string')
  expect(pairOf([], list)).toEqual({
    documented: pairOf([], list).received,
    received: pairOf([], list).received,
  })
})
test('an unmatched variant shows all variants and what arrived', () => {
  const either = { oneOf: [{ type: 'string' }, { type: 'boolean' }] }
  expect(pairOf(5, either)).toMatchObject({ documented: 'string | boolean' })
  expect(pairOf('x', either)).toEqual({
    documented: 'string | boolean',
    received: 'string | boolean',
  })
})
test('documented properties are listed by place, recursion cut', () => {
  const node = {
    properties: {
      next: { $ref: '#/components/schemas/node' },
      list: { type: 'array', items: { properties: { a: {} } } },
      pick: { oneOf: [{ properties: { b: {} } }, { properties: { c: {} } }] },
    },
  }
  const contract = contractOf({ $ref: '#/components/schemas/node' }, { node })
  const validator = createValidator(contract)
  expect(validator.documentedProperties(...onlyBody(contract))).toEqual([
    'list',
    'list[].a',
    'next',
    'pick',
    'pick.b',
    'pick.c',
  ])
})
