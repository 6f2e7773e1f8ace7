/** Two spellings of one meaning are no change; what only seems to differ more is
 * one change. */
import { expect, test } from '@playwright/test'
import { linesBetween, type Draft } from './reviewed.ts'

/** Sent and received. */
function both(schema: object): Draft {
  const content = { 'application/json': { schema } }
  const responses = { '200': { description: 'OK', content } }
  const post = { requestBody: { content }, responses }
  return { openapi: '3.0.3', paths: { '/x': { post } } }
}

const part = (properties: object) => ({ type: 'object', properties })
const one = (name: string) => ({ type: 'object', required: [name] })
const string = { type: 'string' }
const tagged = (values: readonly string[]) => ({
  type: 'object',
  required: ['t'],
  properties: { t: { ...string, enum: values } },
})
const list = { type: 'array', items: string, maxItems: 1 }
const closed = {
  type: 'object',
  required: ['a'],
  properties: { a: string, b: string },
  additionalProperties: false,
}
const map = { type: 'object', additionalProperties: string }

const spellings: readonly (readonly [object, object])[] = [
  [{ enum: [{ a: 1, b: [2] }] }, { enum: [{ b: [2], a: 1 }] }],
  [{ type: 'boolean' }, { type: 'boolean', enum: [false, true] }],
  [list, { ...list, uniqueItems: true }],
  [closed, { ...closed, minProperties: 1 }],
  [closed, { ...closed, maxProperties: 2 }],
  [
    { ...list, maxItems: 0 },
    { ...list, maxItems: 0, items: { type: 'integer' } },
  ],
  [string, { not: { not: string } }],
  [string, { ...string, not: { type: 'integer' } }],
  [
    { not: { anyOf: [string, { type: 'array' }] } },
    { allOf: [{ not: string }, { not: { type: 'array' } }] },
  ],
  [map, { ...map, properties: { a: string } }],
  [
    { anyOf: [{ type: 'number' }] },
    { anyOf: [{ type: 'number' }, { type: 'integer' }] },
  ],
]

for (const [a, b] of spellings)
  test(`${JSON.stringify(a)} and ${JSON.stringify(b)} are one meaning`, () => {
    expect(linesBetween(both(a), both(b))).toEqual([])
    expect(linesBetween(both(b), both(a))).toEqual([])
  })

test('more that is excluded is less that is sent, and less that is received', () => {
  const old = both({ ...string, not: { enum: ['x'] } })
  const fresh = both({ ...string, not: { enum: ['x', 'y'] } })
  expect(linesBetween(old, fresh)).toEqual([
    'breaking caller request-narrowed not · body ×1',
    'compatible none reply-narrowed not · body ×1',
  ])
  expect(linesBetween(fresh, old)).toEqual([
    'breaking reader reply-widened not · body ×1',
    'compatible none request-widened not · body ×1',
  ])
})

test('variants that became one object are risky, not proven to break', () => {
  const old = both({ oneOf: [tagged(['a']), tagged(['b'])] })
  const levels = linesBetween(old, both(tagged(['a', 'b']))).map(
    (line) => line.split(' ')[0],
  )
  expect(levels).not.toContain('breaking')
})

test('an object that is closed is one change for callers', () => {
  const [a, b] = [part({ a: string }), part({ b: string })]
  const fresh = { allOf: [{ ...a, additionalProperties: false }, b] }
  const lines = linesBetween(both({ allOf: [a, b] }), both(fresh))
  expect(lines.filter((line) => line.includes('caller'))).toEqual([
    'breaking caller request-narrowed closed · body ×1',
  ])
})

test('a value of two variants shows that only one may be satisfied now', () => {
  const old = both({ oneOf: [one('a')] })
  expect(linesBetween(old, both({ oneOf: [one('a'), one('b')] }))).toContain(
    'breaking caller request-narrowed variants · body ×1',
  )
})
