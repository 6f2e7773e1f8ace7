import { expect, test } from '@playwright/test'
import { describeReply } from '../../../src/checks/describe.ts'
import { anyOf } from '../../../src/model/any-of.ts'
import type { Header, Reply } from '../../../src/model/exchange.ts'

function reply(body: string, headers: readonly Header[]): Reply {
  return {
    kind: 'reply',
    status: 404,
    statusText: '',
    headers,
    body,
    isUtf8: true,
  }
}

test('a response in words names what it lacks', () => {
  const text: readonly Header[] = [['content-type', 'text/plain']]
  expect(describeReply(reply('404', []))).toBe(
    '404, no content type, body "404"',
  )
  expect(describeReply(reply('', []))).toBe('404, no content type, no body')
  expect(describeReply(reply('', text))).toBe('404 text/plain, no body')
  expect(describeReply(reply('no', text))).toBe('404 text/plain "no"')
})

test('alternatives are a list with one "or"', () => {
  expect(anyOf([401])).toBe('401')
  expect(anyOf([401, 403])).toBe('401 or 403')
  expect(anyOf([400, 401, 403, 404])).toBe('400, 401, 403 or 404')
})
