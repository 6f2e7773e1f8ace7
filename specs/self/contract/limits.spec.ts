import { expect, test } from '@playwright/test'
import { judge } from './contract-of.ts'

const item = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string', format: 'uuid' }, n: { type: 'number' } },
}
const list = { type: 'array', items: { $ref: '#/components/schemas/item' } }

test('a hundred thousand wrong elements are judged in time, a hundred listed', () => {
  const body = Array.from({ length: 100_000 }, () => ({ id: 5 }))
  const before = process.cpuUsage()
  const violations = judge(body, list, { item })
  // CPU time, so that the test does not fail on a busy machine.
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000)
  expect(violations).toHaveLength(100)
  expect(violations[99]?.received).toBe('number (and 99900 more not listed)')
})
test('many violations of one rule do not hide those of another', () => {
  const flood = Array.from({ length: 5000 }, () => ({ id: 5, extra: 1 }))
  const violations = judge([...flood, { id: 'x', n: 'y' }], list, { item })
  const kinds = violations.map(({ kind, at }) => `${kind} ${at}`)
  expect(kinds).toContain('format-wrong [5000].id')
  expect(kinds).toContain('type-wrong [5000].n')
})
test('many additions do not hide a break', () => {
  const flood = Array.from({ length: 5000 }, (_, index) => ({
    id: '5b1f3e6a-0c53-4b5e-9d3c-1f2b3c4d5e6f',
    [`extra${index}`]: 1,
  }))
  const [first, ...rest] = judge([...flood, {}], list, { item })
  expect(first?.at).toBe('[5000].id')
  expect(rest).toHaveLength(99)
})
test('lists within lists are bounded too, and counted', () => {
  const row = Array.from({ length: 1000 }, () => 'x')
  const body = Array.from({ length: 100 }, () => row)
  const schema = {
    type: 'array',
    items: { type: 'array', items: { type: 'number' } },
  }
  const violations = judge(body, schema)
  expect(violations).toHaveLength(100)
  expect(violations[99]?.received).toBe('string (and 99900 more not listed)')
})
test('a hundred thousand undocumented names are bounded', () => {
  const names = Array.from({ length: 100_000 }, (_, index) => [`x${index}`, 1])
  const violations = judge(Object.fromEntries(names), item)
  expect(violations).toHaveLength(100)
})
test('secrets are never shown, other short values are', () => {
  const schema = {
    properties: {
      token: { type: 'string', format: 'uuid' },
      customer_key: { type: 'string', enum: ['a'] },
      at: { type: 'string', format: 'date-time' },
      long: { type: 'string', enum: ['a'] },
      short: { type: 'string', minLength: 9 },
    },
  }
  const body = {
    token: 'seam_cst_1',
    customer_key: 'b',
    at: 'noon',
    long: 'x'.repeat(200),
    short: 'private',
  }
  const shown = judge(body, schema).map(({ at, received }) => [at, received])
  expect(Object.fromEntries(shown)).toEqual({
    token: 'string',
    customer_key: 'string',
    at: 'string "noon"',
    long: 'string',
    short: 'string of 7 characters',
  })
})
