/** Media types by their parameters, and the form in which a body is read. */
import { expect, test } from '@playwright/test'
import {
  fitOf,
  formOf,
  otherCharset,
} from '../../../src/contract/media-type.ts'
import { findMediaType } from '../../../src/contract/respond.ts'

function chosen(received: string, ...ranges: readonly string[]) {
  const mediaTypes = ranges.map((range) => ({ range }))
  const response = { statusKey: '200', pointer: '', mediaTypes }
  return findMediaType(response, received)?.range
}

const one = 'application/json; version=1'
const two = 'application/json; version=2'
for (const [received, expected] of [
  ['application/json; version=2', two],
  ['application/json;version=1', one],
  ['Application/JSON; Version="2"', two],
  ['application/json; charset=utf-8; version=2', two],
  ['application/json; version=3', undefined],
  ['application/json', undefined],
])
  test(`${received} falls under ${expected ?? 'none'}`, () => {
    expect(chosen(received ?? '', one, two)).toBe(expected)
  })
test('the range with the most parameters wins, whatever the order', () => {
  const plain = 'application/json'
  for (const ranges of [
    [plain, one],
    [one, plain],
  ]) {
    expect(chosen('application/json; version=1', ...ranges)).toBe(one)
    expect(chosen('application/json; version=9', ...ranges)).toBe(plain)
    expect(chosen('application/json', ...ranges)).toBe(plain)
  }
})
test('a charset of JSON says nothing, one of a text does', () => {
  expect(
    fitOf('application/json; charset=utf-8', 'application/json; charset=ascii'),
  ).toBeDefined()
  expect(fitOf('text/plain; charset=utf-8', 'text/plain')).toBeDefined()
  expect(
    fitOf('text/plain; charset=utf-8', 'text/plain; charset=UTF-8'),
  ).toBeDefined()
  expect(
    fitOf('text/plain; charset=utf-8', 'text/plain; charset=latin1'),
  ).toBeUndefined()
})
test('a suffix is a type of its own, and a range of its own', () => {
  expect(chosen('application/problem+json', 'application/json')).toBeUndefined()
  expect(chosen('application/json', 'application/vnd.a+json')).toBeUndefined()
  expect(
    chosen('application/vnd.a+json', 'application/*+json', 'application/*'),
  ).toBe('application/*+json')
  expect(
    chosen('application/json', 'application/*+json', 'application/*'),
  ).toBe('application/*')
})
for (const broken of [
  '',
  'json',
  '/',
  'application/',
  ';charset=utf-8',
  'a b/c',
])
  test(`"${broken}" is no media type, and falls under none but */*`, () => {
    expect(chosen(broken, 'application/json', 'text/*')).toBeUndefined()
  })

for (const [type, form] of Object.entries({
  'application/json': 'json',
  'application/json; charset=utf-8': 'json',
  'application/vnd.api+json': 'json',
  'text/json': 'json',
  '*/*': 'json',
  'application/*': 'json',
  'text/plain': 'text',
  'text/html; charset=utf-8': 'text',
  'text/csv': 'text',
  'application/xml': 'bytes',
  'application/octet-stream': 'bytes',
  'application/x-www-form-urlencoded': 'bytes',
  'application/jsonl': 'bytes',
  'image/png': 'bytes',
}))
  test(`a body of ${type} is read as ${form}`, () => {
    expect(formOf(type)).toBe(form)
  })
test('a text in another charset cannot be read', () => {
  expect(otherCharset('text/plain; charset=ISO-8859-1')).toBe('iso-8859-1')
  expect(otherCharset('text/plain; charset="UTF-8"')).toBeUndefined()
  expect(otherCharset('text/plain')).toBeUndefined()
})
