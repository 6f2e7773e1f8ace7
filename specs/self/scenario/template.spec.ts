import { test, expect } from '@playwright/test'
import type { JsonValue } from '../../../src/model/contract.ts'
import { resolve } from '../../../src/scenario/template.ts'

const names = {
  values: new Map<string, JsonValue>([
    ['run', { marker: 'seamwatch-0a1b2c3d-00112233' }],
    ['matrix', { method: 'PUT', count: 3, flags: [true, null] }],
    ['token', 'seam_cst1'],
    ['list', ['x', 'y']],
    ['tricky', '${{ token }}'],
  ]),
  caseStartMs: Date.UTC(2030, 0, 1),
  uuid: () => '00000000-0000-4000-8000-000000000001',
}

const resolved: readonly (readonly [string, JsonValue, JsonValue])[] = [
  ['text without a template stays', 'plain {{ text }}', 'plain {{ text }}'],
  ['a template alone keeps its type', '${{ matrix.count }}', 3],
  ['a list stays a list', '${{ list }}', ['x', 'y']],
  ['an index is followed', '${{ matrix.flags[0] }}', true],
  ['null is a value', '${{ matrix.flags[1] }}', null],
  [
    'inside a text it is text',
    'n=${{ matrix.count }}, ${{token}}',
    'n=3, seam_cst1',
  ],
  ['spaces do not matter', '${{token}}', 'seam_cst1'],
  [
    'an escaped template is text',
    '$${{ token }} ${{ token }}',
    '${{ token }} seam_cst1',
  ],
  [
    'a value that looks like a template is not filled in again',
    '${{ tricky }}',
    '${{ token }}',
  ],
  [
    'uuid() is handed in',
    '${{ uuid() }}',
    '00000000-0000-4000-8000-000000000001',
  ],
  [
    'marker(2) is the next marker of the case',
    '${{ marker(2) }}',
    'seamwatch-0a1b2c3d-00112234',
  ],
  [
    'time(+1h) counts from the start of the case',
    '${{ time(+1h) }}',
    '2030-01-01T01:00:00Z',
  ],
  ['time(-30s) counts back', '${{ time(-30s) }}', '2029-12-31T23:59:30Z'],
  ['repeat() repeats', "${{ repeat('ab', 3) }}", 'ababab'],
  ['repeat() may repeat braces', "${{ repeat('}}', 2) }}", '}}}}'],
  [
    'maps and lists are filled in all through',
    { a: ['${{ token }}', 1] },
    { a: ['seam_cst1', 1] },
  ],
]

for (const [name, written, value] of resolved) {
  test(name, () => {
    expect(resolve(written, names)).toEqual({ kind: 'resolved', value })
  })
}

test('a missing name is reported', () => {
  expect(resolve({ a: ['${{ session.id }}'] }, names)).toEqual({
    kind: 'missing',
    name: 'session.id',
    reason: 'absent',
  })
})

test('a text cannot contain a list', () => {
  expect(resolve('x ${{ list }}', names)).toEqual({
    kind: 'missing',
    name: 'list',
    reason: 'not-text',
  })
})

test('inherited properties do not resolve', () => {
  for (const name of ['constructor', 'matrix.constructor', 'token.length'])
    expect(resolve(`\${{ ${name} }}`, names)).toMatchObject({ name })
})

test('a prototype key is copied as a key', () => {
  const written = JSON.parse('{ "__proto__": "${{ token }}" }')
  const result = resolve(written, names)
  expect(JSON.stringify(result)).toBe(
    '{"kind":"resolved","value":{"__proto__":"seam_cst1"}}',
  )
})
