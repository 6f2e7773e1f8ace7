/** Whole numbers beyond 2^53 are not mistaken for equal ones. */
import { expect, test } from '@playwright/test'
import { review } from '../../../src/review/review.ts'
import { contractFrom, linesOf } from './reviewed.ts'

function limited(maximum: string, example = '1') {
  const text = `{"openapi": "3.0.3", "paths": {"/x": {"get": {
    "parameters": [{"name": "limit", "in": "query", "schema":
      {"type": "integer", "maximum": ${maximum}, "example": ${example}}}],
    "responses": {"200": {"description": "OK"}}}}}}`
  return { ...contractFrom(JSON.parse(text)), text }
}

const int64 = '9223372036854775807'

test('a limit that differs beyond 2^53 is not compared', () => {
  for (const [from, to] of [
    [int64, '9223372036854775806'],
    ['9223372036854775806', int64],
  ] as const) {
    const both = { old: limited(from), new: limited(to) }
    expect(linesOf(review(both))).toEqual([
      expect.stringMatching(
        /^not compared limit: "maximum" is 922\d+, which is too long to be compared$/,
      ),
    ])
  }
})

test('the same limit beyond 2^53 is no change, nor is another example', () => {
  const both = { old: limited(int64), new: limited(int64) }
  expect(linesOf(review(both))).toEqual([])
  const noted = { ...both, new: limited(int64, '1e3') }
  expect(linesOf(review(noted))).toEqual([])
  const longer = {
    old: limited(int64, int64),
    new: limited(int64, '9223372036854775806'),
  }
  expect(linesOf(review(longer))).toEqual([])
})

test('a limit that differs more is compared', () => {
  const both = { old: limited(int64), new: limited('9007199254740991') }
  expect(linesOf(review(both))).toEqual([
    'breaking caller request-narrowed bounds · limit ×1',
  ])
})
