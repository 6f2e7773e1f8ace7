import { test, expect } from '@playwright/test'
import type { JsonValue } from '../../../src/model/contract.ts'
import { readJsonText } from '../../../src/model/read-json.ts'
import { withExact } from '../../../src/model/with-exact.ts'
import { shortJson } from '../../../src/scenario/json.ts'
import { matchBody } from '../../../src/scenario/match/match.ts'

const body: JsonValue = {
  ok: true,
  count: 2,
  nothing: null,
  name: 'kitchen',
  at: '2030-01-01T00:00:00.000001Z',
  tags: ['a', 'b'],
  doors: [
    { id: 1, open: true },
    { id: 2, open: false },
  ],
}

const passing: readonly (readonly [string, JsonValue])[] = [
  ['a map matches in part', { ok: true, count: 2 }],
  ['null is null', { nothing: null }],
  ['a list matches in length and order', { tags: ['a', 'b'] }],
  ['a map in a list matches in part', { doors: [{ id: 1 }, { id: 2 }] }],
  ['$gte holds of an equal number', { count: { $gte: 2 } }],
  ['$gt holds of a smaller number', { count: { $gt: 1 } }],
  ['$lte holds of an equal number', { count: { $lte: 2 } }],
  ['$lt holds of a greater number', { count: { $lt: 3 } }],
  ['two operators hold together', { count: { $gt: 1, $lt: 3 } }],
  [
    '$before sees a microsecond',
    { at: { $before: '2030-01-01T00:00:00.000002Z' } },
  ],
  ['$after reads an offset', { at: { $after: '2030-01-01T01:00:00+01:00' } }],
  [
    '$instant reads an offset',
    { at: { $instant: '2030-01-01T01:00:00.000001+01:00' } },
  ],
  ['$contains finds a scalar', { tags: { $contains: 'b' } }],
  ['$contains finds each of a list', { tags: { $contains: ['b', 'a'] } }],
  ['$contains finds a map in part', { doors: { $contains: { open: false } } }],
  ['$excludes holds of what is not there', { tags: { $excludes: ['c', 'd'] } }],
  ['$all holds of every element', { doors: { $all: { id: { $gte: 1 } } } }],
  ['$length counts', { tags: { $length: 2 } }],
  ['$length takes operators', { tags: { $length: { $gte: 1 } } }],
  ['$length counts characters', { name: { $length: 7 } }],
  ['$not holds of another value', { name: { $not: 'hall' } }],
  ['$if_present holds of what is absent', { gone: { $if_present: 1 } }],
  [
    '$if_present holds of what is as asked',
    { name: { $if_present: 'kitchen' } },
  ],
  ['$one_of holds of one of them', { name: { $one_of: ['hall', 'kitchen'] } }],
  ['$matches finds a pattern', { name: { $matches: '^kit' } }],
  ['$present: true holds of null', { nothing: { $present: true } }],
  ['$present: false holds of what is absent', { gone: { $present: false } }],
]

for (const [name, expected] of passing) {
  test(name, () => {
    expect(matchBody(expected, body)).toEqual([])
  })
}

const failing: readonly (readonly [
  string,
  JsonValue,
  string,
  string,
  string,
])[] = [
  ['a number is not its text', { count: '2' }, 'count', '"2"', '2'],
  ['null is not absent', { gone: null }, 'gone', 'null', 'absent'],
  ['a map is not a list', { tags: { a: 1 } }, 'tags', '{"a":1}', '["a","b"]'],
  [
    'a list of another length fails',
    { tags: ['a'] },
    'tags',
    '["a"]',
    '["a","b"]',
  ],
  [
    'an element is named by its index',
    { doors: [{ id: 1 }, { id: 3 }] },
    'doors[1].id',
    '3',
    '2',
  ],
  [
    'constructor is no property by birth',
    { constructor: { $present: true } },
    'constructor',
    'present',
    'absent',
  ],
  [
    '$gte fails of a smaller number',
    { count: { $gte: 3 } },
    'count',
    'at least 3',
    '2',
  ],
  [
    '$gt fails of an equal number',
    { count: { $gt: 2 } },
    'count',
    'more than 2',
    '2',
  ],
  [
    '$lte fails of a greater number',
    { count: { $lte: 1 } },
    'count',
    'at most 1',
    '2',
  ],
  [
    '$lt fails of an equal number',
    { count: { $lt: 2 } },
    'count',
    'less than 2',
    '2',
  ],
  [
    '$gte fails of text',
    { name: { $gte: 1 } },
    'name',
    'at least 1',
    '"kitchen"',
  ],
  [
    '$before fails of the same instant',
    { at: { $before: '2030-01-01T00:00:00.000001Z' } },
    'at',
    'an instant before "2030-01-01T00:00:00.000001Z"',
    '"2030-01-01T00:00:00.000001Z"',
  ],
  [
    '$after fails of a later operand',
    { at: { $after: '2031-01-01T00:00:00Z' } },
    'at',
    'an instant after "2031-01-01T00:00:00Z"',
    '"2030-01-01T00:00:00.000001Z"',
  ],
  [
    '$instant fails a microsecond off',
    { at: { $instant: '2030-01-01T00:00:00Z' } },
    'at',
    'the instant "2030-01-01T00:00:00Z"',
    '"2030-01-01T00:00:00.000001Z"',
  ],
  [
    '$instant fails of text that is no instant',
    { name: { $instant: '2030-01-01T00:00:00Z' } },
    'name',
    'the instant "2030-01-01T00:00:00Z"',
    '"kitchen"',
  ],
  [
    '$contains fails of what is not there',
    { tags: { $contains: ['a', 'c'] } },
    'tags',
    'a list that contains "c"',
    '["a","b"]',
  ],
  [
    '$contains fails of text',
    { name: { $contains: 'kit' } },
    'name',
    'a list that contains "kit"',
    '"kitchen"',
  ],
  [
    '$excludes fails of what is there',
    { tags: { $excludes: 'a' } },
    'tags',
    'a list without "a"',
    '["a","b"]',
  ],
  [
    '$excludes fails of what is absent',
    { gone: { $excludes: 'a' } },
    'gone',
    'a list without "a"',
    'absent',
  ],
  [
    '$all names the element that fails',
    { doors: { $all: { open: true } } },
    'doors[1]',
    '{"open":true}',
    '{"id":2,"open":false}',
  ],
  [
    '$length fails of another length',
    { tags: { $length: 3 } },
    'tags',
    'length 3',
    '["a","b"]',
  ],
  [
    '$not fails of the value',
    { name: { $not: 'kitchen' } },
    'name',
    'not "kitchen"',
    '"kitchen"',
  ],
  [
    '$not fails of what is absent',
    { gone: { $not: 'x' } },
    'gone',
    'not "x"',
    'absent',
  ],
  [
    '$if_present fails of another value',
    { name: { $if_present: 'hall' } },
    'name',
    'absent, or "hall"',
    '"kitchen"',
  ],
  [
    '$one_of fails of none of them',
    { name: { $one_of: ['a', 'b'] } },
    'name',
    'one of ["a","b"]',
    '"kitchen"',
  ],
  [
    '$matches fails of another text',
    { name: { $matches: '^hall' } },
    'name',
    'text that matches /^hall/',
    '"kitchen"',
  ],
  [
    '$present: true fails of what is absent',
    { gone: { $present: true } },
    'gone',
    'present',
    'absent',
  ],
  [
    '$present: false fails of null',
    { nothing: { $present: false } },
    'nothing',
    'absent',
    'null',
  ],
  [
    'an unknown operator never passes',
    { count: { $about: 2 } },
    'count',
    'an operator that exists, not "$about"',
    '2',
  ],
]

for (const [name, wanted, path, expected, received] of failing) {
  test(name, () => {
    expect(matchBody(wanted, body)).toEqual([{ path, expected, received }])
  })
}

test('every difference is reported, not only the first', () => {
  const found = matchBody({ ok: false, count: 3, tags: ['x', 'y'] }, body)
  expect(found.map(({ path }) => path)).toEqual([
    'ok',
    'count',
    'tags[0]',
    'tags[1]',
  ])
})

test('a missing body differs as a whole', () => {
  expect(matchBody({ ok: true }, undefined)).toEqual([
    { path: '', expected: '{"ok":true}', received: 'absent' },
  ])
})

/** As a response is read. */
function readExactly(text: string): unknown {
  const read = readJsonText(text)
  if (read.kind === 'broken') throw new Error(read.fact)
  return withExact(read.value, read.rounded)
}

const decimals: readonly (readonly [JsonValue, string])[] = [
  [{ $lte: 0.1 }, '0.10000000000000000001'],
  [{ $lt: 1 }, '1.00000000000000000001'],
  [{ $gte: 0.1 }, '0.09999999999999999999'],
  [{ $gt: 9007199254740993n }, '9007199254740992.9'],
  [{ $lte: 1e308 }, '1e400'],
  [{ $one_of: [0.1, 0.2] }, '0.10000000000000000001'],
  [0.1, '0.10000000000000000001'],
]
for (const [expected, text] of decimals)
  test(`${text} is compared as it is written with ${shortJson(expected)}`, () => {
    expect(matchBody({ v: expected }, readExactly(`{"v":${text}}`))).toEqual([
      expect.objectContaining({ path: 'v', received: text }),
    ])
    expect(
      matchBody({ v: { $not: expected } }, readExactly(`{"v":${text}}`)),
    ).toEqual([])
  })
