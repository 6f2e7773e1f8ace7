import { test, expect } from '@playwright/test'
import { parseInstant } from '../../../src/scenario/instant.ts'

test('an offset is taken into account', () => {
  expect(parseInstant('1970-01-01T01:00:00+01:00')).toBe(0n)
  expect(parseInstant('1969-12-31T19:30:00-04:30')).toBe(0n)
})

test('microseconds are kept', () => {
  expect(parseInstant('1970-01-01T00:00:01.946309Z')).toBe(1_946_309_000n)
})

test('digits beyond the nanosecond are dropped', () => {
  expect(parseInstant('1970-01-01T00:00:00.1234567899Z')).toBe(123_456_789n)
})

test('a year before 100 is not read as one after 1900', () => {
  expect(parseInstant('0001-01-01T00:00:00Z')).toBe(
    -62_135_596_800_000_000_000n,
  )
})

test('a leap second is an instant', () => {
  expect(parseInstant('2016-12-31T23:59:60Z')).toBe(
    parseInstant('2017-01-01T00:00:00Z'),
  )
})

for (const text of [
  '2031-02-30T00:00:00Z',
  '2030-13-01T00:00:00Z',
  '2030-01-01T24:00:00Z',
  '2030-01-01T00:60:00Z',
  '2030-01-01T00:00:00',
  '2030-01-01T00:00:00+24:00',
  '2030-01-01',
  'soon',
]) {
  test(`"${text}" is not an instant`, () => {
    expect(parseInstant(text)).toBeUndefined()
  })
}
