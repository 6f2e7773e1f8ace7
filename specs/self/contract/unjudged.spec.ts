/** What is valid but judges nothing is left out and named; the rest is judged. */
import { expect, test } from '@playwright/test'
import { readPattern } from '../../../src/contract/validate/patterns.ts'
import { createValidator } from '../../../src/contract/validate/validator.ts'
import type { JsonObject } from '../../../src/model/contract.ts'
import { contractOf, found, onlyBody } from './contract-of.ts'

function unjudgedIn(schema: JsonObject): readonly string[] {
  const contract = contractOf(schema)
  const made = createValidator(contract).bodyJudge(...onlyBody(contract))
  if (made.kind !== 'ready') throw new Error(made.message)
  return made.unjudged.map(
    ({ pointer, fact }) => `${pointer.split('/schema').at(-1)}: ${fact}`,
  )
}

for (const format of ['phone', 'url', 'currency', 'iso-4217', 'uid'])
  test(`the unknown format ${format} is named, and judges nothing`, () => {
    const schema = {
      type: 'object',
      properties: {
        a: { type: 'string', format },
        b: { type: 'integer' },
      },
    }
    expect(found({ a: 'x', b: 'x' }, schema)).toEqual(['type-wrong b'])
    const [line] = unjudgedIn(schema)
    expect(line).toContain(`/properties/a/format: the format "${format}"`)
  })
test('a format that may be misspelt names the closest one', () => {
  expect(unjudgedIn({ type: 'string', format: 'uid' })).toEqual([
    '/format: the format "uid" is not known; did you mean "uuid"?',
  ])
  expect(unjudgedIn({ type: 'integer', format: 'int46' })[0]).toContain(
    'did you mean',
  )
})

test('an empty list of values judges nothing, and is named', () => {
  expect(found('x', { type: 'string', enum: [] })).toEqual([])
  expect(unjudgedIn({ type: 'string', enum: [] })).toEqual([
    '/enum: it has no value',
  ])
})

const older = {
  [String.raw`^\d{4}\-\d{2}$`]: ['2031-05', '203105'],
  [String.raw`^[\w-.]+$`]: ['a-b.c', 'a b'],
  [String.raw`^\@\#$`]: ['@#', '@'],
  [String.raw`^\_a$`]: ['_a', 'a'],
  [String.raw`^{a}$`]: ['{a}', 'a'],
  [String.raw`^a\/b\:c$`]: ['a/b:c', 'a:b'],
  [String.raw`^[^\s\"\']+$`]: ['ab', 'a b'],
}
for (const [pattern, [right, wrong]] of Object.entries(older))
  test(`the pattern ${pattern} is one of ECMA-262 5.1`, () => {
    expect(unjudgedIn({ type: 'string', pattern })).toEqual([])
    expect(found(right, { type: 'string', pattern })).toEqual([])
    expect(found(wrong, { type: 'string', pattern })).toEqual([
      'constraint-broken',
    ])
  })
test('a pattern of today is read with its Unicode classes', () => {
  const schema = { type: 'string', pattern: String.raw`^\p{L}+$` }
  expect(found('Zoë', schema)).toEqual([])
  expect(found('pL', schema)).toEqual([])
  expect(found('p{L}', schema)).toEqual(['constraint-broken'])
  expect(found('😀', { type: 'string', pattern: '^.$' })).toEqual([])
})

const foreign = [
  '(',
  '(?i)abc',
  String.raw`\Aabc\z`,
  '(?P<year>[0-9]+)',
  '[[:alpha:]]+',
  'a++',
  '(?>a)',
  '/^[a-z]+$/i',
  String.raw`\Qa.b\E`,
]
for (const pattern of foreign)
  test(`the pattern ${pattern} is of another language: it judges nothing`, () => {
    const schema = { type: 'string', pattern, maxLength: 3 }
    expect(found('?', schema)).toEqual([])
    expect(found('????', schema)).toEqual(['constraint-broken'])
    expect(unjudgedIn(schema)).toEqual([
      `/pattern: "${pattern}" is no regular expression of ECMA-262`,
    ])
  })
test('what cannot be judged is named behind references and in lists', () => {
  const contract = contractOf(
    { type: 'array', items: { $ref: '#/components/schemas/a' } },
    { a: { properties: { b: { type: 'string', format: 'phone' } } } },
  )
  const made = createValidator(contract).bodyJudge(...onlyBody(contract))
  expect(made).toMatchObject({
    kind: 'ready',
    unjudged: [{ pointer: '/components/schemas/a/properties/b/format' }],
  })
})
test('a pattern is compiled the same way everywhere', () => {
  expect(readPattern(String.raw`\-`)?.flags).toBe('')
  expect(readPattern('a')?.flags).toBe('u')
})

const misused = {
  'exclusiveMinimum as a number': { type: 'number', exclusiveMinimum: 0 },
  'exclusiveMaximum as a number': { type: 'number', exclusiveMaximum: 10 },
  'nullable as a text': { type: 'string', nullable: 'true' },
  'writeOnly as a text': { type: 'string', writeOnly: 'yes' },
  'readOnly as a number': { type: 'string', readOnly: 1 },
  'discriminator as a text': { type: 'object', discriminator: 'kind' },
  'multipleOf zero': { type: 'number', multipleOf: 0 },
  'minimum as a text': { type: 'number', minimum: '1' },
}
for (const [name, schema] of Object.entries(misused))
  test(`${name} is no OpenAPI 3.0, and not ignored`, () => {
    const [word = ''] = name.split(' ')
    expect(() => found(1, schema)).toThrow(word)
  })
