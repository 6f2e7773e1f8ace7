/** JSON is diagnosed with line and column, and what stands there. */
import { isDeepStrictEqual } from 'node:util'
import { expect, test } from '@playwright/test'
import { readBody } from '../../../src/checks/json.ts'
import { readJsonText } from '../../../src/model/read-json.ts'
import type { Reply } from '../../../src/model/exchange.ts'

function replyOf(body: string, type = 'application/json'): Reply {
  return {
    kind: 'reply',
    status: 200,
    statusText: 'OK',
    headers: [['content-type', type]],
    body,
    isUtf8: true,
  }
}

function saidOf(body: string): string {
  const read = readBody(replyOf(body), 'json')
  return read.kind === 'unreadable' ? read.received : read.kind
}

const broken: readonly (readonly [body: string, said: string])[] = [
  [
    '{"a": NaN}',
    'the word NaN stands where a value must be, at line 1, column 7',
  ],
  [
    '[1, -Infinity]',
    'the word -Infinity stands where a value must be, at line 1, column 5',
  ],
  [
    '{"a": None, "b": True}',
    'the word None stands where a value must be, at line 1, column 7',
  ],
  ['{"a": undefined}', 'the word undefined stands'],
  ['{"a": truefalse}', 'the word truefalse stands'],
  [
    '\ufeff{"a":1}',
    'a byte order mark (RFC 8259 §8.1) stands where a value must be, at line 1, column 1',
  ],
  [
    '<html><body>Bad gateway</body></html>',
    '<html>, HTML or XML, stands where a value must be, at line 1, column 1',
  ],
  ['<?xml version="1.0"?>', '<?xml, HTML or XML, stands'],
  ['{"a":1,}', 'a comma stands before "}", at line 1, column 7'],
  ['[1,\n 2,\n]', 'a comma stands before "]", at line 2, column 3'],
  [
    '{"a" 1}',
    '1, no number of JSON, stands where ":" must be, at line 1, column 6',
  ],
  [
    '{"a":1 "b":2}',
    '"\\"" stands where "," or "}" must be, at line 1, column 8',
  ],
  ['[1 2]', 'stands where "," or "]" must be, at line 1, column 4'],
  [
    "{'a':1}",
    'a single quote stands where a property name in double quotes or "}" must be, at line 1, column 2',
  ],
  ['{a:1}', 'the word a stands where a property name'],
  [
    '{"a":01}',
    '01, no number of JSON, stands where a value must be, at line 1, column 6',
  ],
  ['{"a":+1}', '+1, no number of JSON, stands'],
  ['{"a":.5}', '.5, no number of JSON, stands'],
  ['{"a":1.}', '1., no number of JSON, stands'],
  ['{"a":0x1F}', '0x1F, no number of JSON, stands'],
  ['{"a":1e}', '1e, no number of JSON, stands'],
  ['{/* v2 */"a":1}', 'a comment stands'],
  ['// v2\n{}', 'a comment stands where a value must be, at line 1, column 1'],
  ['{}\n{}', '"{" stands where the text must end, at line 2, column 1'],
  ['{"a":1}}', '"}" stands where the text must end, at line 1, column 8'],
  ['{"a":', 'the text ends where a value must be, at line 1, column 6'],
  ['{"a":[1', 'the text ends where "," or "]" must be, at line 1, column 8'],
  ['{"a":"b', 'the end of a text is missing, at line 1, column 8'],
  [
    '{"a":"\t"}',
    'a control character (U+0009) stands in a text, unescaped, at line 1, column 7',
  ],
  ['{"a":"\u0000"}', 'a control character (U+0000) stands'],
  ['{"a":"\\x41"}', '"\\x" is no escape of JSON, at line 1, column 7'],
  ['{"a":"\\u12"}', '"\\u" is no escape of JSON'],
  ['{"a":1\u00a0}', 'stands where "," or "}" must be, at line 1, column 7'],
  ['{1:2}', '1, no number of JSON, stands where a property name'],
  ['[,1]', '"," stands where a value or "]" must be, at line 1, column 2'],
  ['[1}', '"}" stands where "," or "]" must be'],
]
for (const [body, said] of broken)
  test(`${JSON.stringify(body)} is no JSON: ${said}`, () => {
    expect(() => JSON.parse(body)).toThrow()
    expect(saidOf(body)).toContain(said)
  })
test('the line is counted where the fault is', () => {
  expect(saidOf('{\n  "a": 1,\r\n  "b": NaN\n}')).toContain(
    'at line 3, column 8',
  )
})
test('half a word beside the fault is not shown: it may be half a secret', () => {
  const said = saidOf(`{"token":"${'s'.repeat(30)}" x}`)
  expect(said).not.toContain('sss')
})

for (const body of [
  '{"a":[1,-0,1.5e-3,true,false,null,"x\\n\\u00e9"],"b":{}}',
  ' [ ] ',
  '"text"',
  '0',
  '{"__proto__":1,"constructor":{}}',
  '[[[]],{"a":{"b":[]}}]',
  '{"":""}',
  '"\\ud83d\\ude00\\/\\\\"',
])
  test(`${body} is read as JSON.parse reads it`, () => {
    const read = readJsonText(body)
    const value = read.kind === 'json' ? read.value : undefined
    expect(isDeepStrictEqual(value, JSON.parse(body))).toBe(true)
  })
test('equal names are found with their place, and the last one counts', () => {
  const read = readBody(replyOf('{"a":1,\n "b":{"a":2,"a":3},"a":4}'), 'json')
  expect(read).toMatchObject({
    value: { a: 4, b: { a: 3 } },
    duplicates: [
      { text: 'a', place: 'line 2, column 13' },
      { text: 'a', place: 'line 2, column 20' },
    ],
  })
})
const halves = (body: string) => {
  const read = readBody(replyOf(body), 'json')
  return read.kind === 'json' ? read.halves.length : -1
}
test('halves of surrogate pairs are found, whole pairs are not', () => {
  expect(halves('["\\ud83d"]')).toBe(1)
  expect(halves('["\\ude00\\ud83d"]')).toBe(1)
  expect(halves('{"\\ud83d":1}')).toBe(1)
  expect(halves('["\\ud83d\\ude00","\\u0041"]')).toBe(0)
  expect(halves('["\\\\ud83d"]')).toBe(0)
})
test('no depth overflows the reader, whether the text is right or broken', () => {
  const deep = 200_000
  const text = '['.repeat(deep) + ']'.repeat(deep)
  expect(readJsonText(text).kind).toBe('json')
  expect(readJsonText(text.slice(0, -1))).toMatchObject({
    kind: 'broken',
    offset: 2 * deep - 1,
  })
  expect(readJsonText('{"a":'.repeat(deep)).kind).toBe('broken')
})

test('a text is read as it is, and what is neither text nor JSON is not read', () => {
  expect(readBody(replyOf('', 'text/plain'), 'text')).toEqual({
    kind: 'text',
    value: '',
  })
  expect(readBody(replyOf('{', 'text/plain'), 'text')).toEqual({
    kind: 'text',
    value: '{',
  })
  expect(readBody(replyOf('x', 'text/plain; charset=latin1'), 'text')).toEqual({
    kind: 'unread',
    fact: 'its charset is latin1',
  })
  expect(
    readBody({ ...replyOf('x', 'text/plain'), isUtf8: false }, 'text').kind,
  ).toBe('unread')
  expect(readBody(replyOf('<a/>', 'application/xml'), 'bytes').kind).toBe(
    'unread',
  )
  expect(readBody(replyOf('', 'image/png'), 'bytes').kind).toBe('empty')
})
