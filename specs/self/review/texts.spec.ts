/** What stands in a request as text is compared as text. */
import { expect, test } from '@playwright/test'
import { linesBetween, reviewed, type Draft } from './reviewed.ts'

type Given = { readonly schema: object; readonly place?: string }

function withParameter({ schema, place = 'query' }: Given): Draft {
  const parameter = { name: 'x', in: place, required: true, schema }
  const get = { parameters: [parameter], responses: {} }
  return { openapi: '3.0.3', paths: { '/a/{x}': { get } } }
}

const integer = { type: 'integer' }
const string = { type: 'string' }
const boolean = { type: 'boolean' }
const flags = { type: 'string', enum: ['true', 'false'] }
const strings = { type: 'array', items: string }

const cases: readonly {
  readonly title: string
  readonly from: object
  readonly to: object
  readonly expected: readonly string[]
  readonly back: readonly string[]
}[] = [
  {
    title: 'an integer that becomes a string',
    from: integer,
    to: string,
    expected: ['compatible none request-widened type'],
    back: ['breaking caller request-narrowed type'],
  },
  {
    title: 'a flag that becomes its two texts',
    from: boolean,
    to: flags,
    expected: [],
    back: [],
  },
  {
    title: 'numbers that become their texts',
    from: { type: 'integer', enum: [1, 2] },
    to: { type: 'string', enum: ['2', '1'] },
    expected: [],
    back: [],
  },
  {
    title: 'a flag that becomes three texts',
    from: boolean,
    to: { type: 'string', enum: ['true', 'false', 'both'] },
    expected: ['compatible none request-widened type'],
    back: ['breaking caller request-narrowed type'],
  },
  {
    title: 'an integer that becomes a flag',
    from: integer,
    to: boolean,
    expected: ['breaking caller request-changed type'],
    back: ['breaking caller request-changed type'],
  },
  {
    title: 'digits that become an integer, which no example can refute',
    from: { type: 'string', pattern: '^[0-9]{1,9}$' },
    to: integer,
    expected: ['risky caller request-changed type'],
    back: ['breaking caller request-changed type'],
  },
  {
    title: 'a list of integers that becomes a list of strings',
    from: { type: 'array', items: integer },
    to: strings,
    expected: ['compatible none request-widened type'],
    back: ['breaking caller request-narrowed type'],
  },
]

for (const { title, from, to, expected, back } of cases)
  for (const place of ['query', 'path', 'header', 'cookie'])
    test(`${title}, in ${place}: the texts are compared`, () => {
      const label = ['query', 'path'].includes(place) ? 'x' : `${place} x`
      const whole = (lines: readonly string[]) =>
        lines.map((line) => `${line} · ${label} ×1`)
      const old = withParameter({ schema: from, place })
      const fresh = withParameter({ schema: to, place })
      expect(linesBetween(old, fresh)).toEqual(whole(expected))
      expect(linesBetween(fresh, old)).toEqual(whole(back))
    })

test('a value that becomes a list of such values: more is allowed', () => {
  const [old, fresh] = [string, strings].map((schema) =>
    withParameter({ schema }),
  )
  expect(linesBetween(old, fresh)).toEqual([
    'compatible none request-widened type · x ×1',
  ])
  expect(linesBetween(fresh, old)).toEqual([
    'breaking caller request-narrowed type · x ×1',
  ])
})

test('a default that is written as another type is the same text', () => {
  const [old, fresh] = [integer, string].map((schema, index) =>
    withParameter({ schema: { ...schema, default: index === 0 ? 1 : '1' } }),
  )
  expect(linesBetween(old, fresh)).toEqual([
    'compatible none request-widened type · x ×1',
  ])
})

const schemas: readonly object[] = [
  integer,
  { type: 'number', minimum: 0 },
  { type: 'integer', enum: [0, 1] },
  string,
  { type: 'string', maxLength: 1 },
  { type: 'string', enum: ['0', '1', 'a'] },
  { type: 'string', pattern: '^[a-z]+$' },
  { type: 'string', format: 'uuid' },
  boolean,
  flags,
  strings,
  { type: 'array', items: integer },
  { type: 'array', items: boolean, maxItems: 1 },
  { anyOf: [integer, boolean] },
]

const texts = ['0', '1', '-1', '1.5', '7', '12', 'a', 'ab', 'true', 'false', '']

/** By the letter of each schema above, apart from the review. */
function accepts(schema: Draft, all: readonly string[]): boolean {
  const { type, anyOf, items, maxItems = Infinity, ...rules } = schema
  if (anyOf) return anyOf.some((one: Draft) => accepts(one, all))
  if (type === 'array')
    return all.length <= maxItems && all.every((one) => accepts(items, [one]))
  const [text = '', ...more] = all
  if (more.length > 0) return false
  if (rules.enum && !rules.enum.map(String).includes(text)) return false
  if (type === 'boolean') return /^(true|false)$/.test(text)
  if (type === 'integer') return /^-?[0-9]+$/.test(text)
  if (type === 'number')
    return text !== '' && Number(text) >= (rules.minimum ?? -Infinity)
  if (rules.format) return false // no text of the list is a uuid
  const { maxLength = Infinity, pattern = '' } = rules
  return text.length <= maxLength && new RegExp(pattern).test(text)
}

for (const from of schemas)
  test(`${JSON.stringify(from)}: nothing that was accepted is refused without a word`, () => {
    for (const to of schemas) {
      const { changes } = reviewed(
        withParameter({ schema: from }),
        withParameter({ schema: to }),
      )
      const isHarmless = changes.every(({ level }) => level === 'compatible')
      const lost = [
        ...texts.map((text) => [text]),
        ['0', '1'],
        ['a', 'b'],
      ].find((all) => accepts(from, all) && !accepts(to, all))
      const pair = JSON.stringify([from, to, lost])
      if (lost) expect(isHarmless, pair).toBe(false)
      for (const { witness } of changes) {
        if (!witness) continue
        const sent = [witness.value].flat().map(String)
        expect(accepts(to, sent), `${pair} ${JSON.stringify(sent)}`).toBe(false)
      }
    }
  })
