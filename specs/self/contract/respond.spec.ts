import { expect, test } from '@playwright/test'
import { findMediaType, findResponse } from '../../../src/contract/respond.ts'
import type { Operation } from '../../../src/model/contract.ts'

function operationWith(...keys: readonly string[]): Operation {
  return {
    key: 'GET /x',
    method: 'GET',
    path: '/x',
    pointer: '/paths/~1x/get',
    parametersIn: 'query',
    parameters: [],
    security: [],
    responses: keys.map((statusKey) => ({
      statusKey,
      pointer: '',
      mediaTypes: [],
    })),
  }
}
function chosen(
  status: number,
  ...keys: readonly string[]
): string | undefined {
  return findResponse(operationWith(...keys), status)?.statusKey
}
test('the exact status wins over its range, and the range over default', () => {
  expect(chosen(201, 'default', '2XX', '201')).toBe('201')
  expect(chosen(202, 'default', '2XX', '201')).toBe('2XX')
  expect(chosen(500, 'default', '2XX', '201')).toBe('default')
  expect(chosen(204, '2xx')).toBe('2xx')
})
test('an undocumented status has no response', () => {
  expect(chosen(404, '200', '5XX')).toBeUndefined()
})

function range(contentType: string, ...ranges: readonly string[]) {
  const mediaTypes = ranges.map((one) => ({ range: one }))
  const response = { statusKey: '200', pointer: '', mediaTypes }
  return findMediaType(response, contentType)?.range
}
test('parameters and case of a content type do not matter', () => {
  const json = 'application/json'
  expect(range('application/json', json)).toBe(json)
  expect(range('Application/JSON; Charset=UTF-8', json)).toBe(json)
  expect(range('application/json', 'application/json; charset=utf-8')).toBe(
    'application/json; charset=utf-8',
  )
})
test('the most specific range wins', () => {
  const all = ['*/*', 'application/*', 'application/json']
  expect(range('application/json', ...all)).toBe('application/json')
  expect(range('application/xml', ...all)).toBe('application/*')
  expect(range('text/html', ...all)).toBe('*/*')
})
test('another content type has no media type', () => {
  expect(range('text/html', 'application/json')).toBeUndefined()
  expect(range('', 'application/json')).toBeUndefined()
})
