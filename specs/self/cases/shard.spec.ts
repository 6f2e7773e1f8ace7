import { expect, test } from '@playwright/test'
import { partOf } from '../../../src/cases/shard.ts'
import { loadSuite } from '../../../src/cases/suite.ts'
import { readSettings } from '../../../src/config/settings.ts'
import { contract } from '../kit.ts'

const whole = await loadSuite({
  contractFile: contract.file,
  scenariosDir: 'scenarios',
  tags: [],
  driver: 'api',
})

function partsOf(of: number) {
  return Array.from({ length: of }, (_, at) =>
    partOf(whole, { index: at + 1, of }),
  )
}

for (const of of [1, 2, 3, 4, 7, 1000]) {
  test(`of ${of} parts every case is in exactly one, in the order of the whole`, () => {
    const parts = partsOf(of)
    for (const name of ['cases', 'cells'] as const) {
      const ids = whole[name].map(({ id }) => id)
      const place = new Map(ids.map((id, at) => [id, at]))
      const divided = parts.map((part) => part[name].map(({ id }) => id))
      expect(divided.flat().toSorted()).toEqual(ids.toSorted())
      for (const part of divided) {
        const places = part.map((id) => place.get(id) ?? -1)
        expect(places).toEqual(places.toSorted((a, b) => a - b))
      }
    }
  })
}

test('four parts have about as many cases, and the rows of a scenario are divided', () => {
  const parts = partsOf(4)
  const sizes = parts.map(({ cases, cells }) => cases.length + cells.length)
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
  const rows = parts.map(({ cases }) =>
    cases.map(({ scenario }) => scenario.id),
  )
  const scenarios = new Set(rows[0])
  expect(rows[1]?.some((id) => scenarios.has(id))).toBe(true)
})

test('the cells of one operation are in one part', () => {
  const owners = new Map<string, Set<number>>()
  for (const [at, { cells }] of partsOf(3).entries())
    for (const { cell } of cells) {
      const name = cell?.operation ?? ''
      owners.set(name, (owners.get(name) ?? new Set()).add(at))
    }
  expect(owners.size).toBeGreaterThan(3)
  for (const parts of owners.values()) expect(parts.size).toBe(1)
})

for (const [text, fact] of [
  ['0/4', 'expected a part from 1/4 to 4/4, but received "0/4"'],
  ['5/4', 'expected a part from 1/4 to 4/4, but received "5/4"'],
  ['a/b', 'expected which of how many parts, but received "a/b"'],
  ['1/0', 'expected which of how many parts, but received "1/0"'],
  ['2', 'expected which of how many parts, but received "2"'],
  ['-1/4', 'expected which of how many parts, but received "-1/4"'],
  ['1.5/4', 'expected which of how many parts, but received "1.5/4"'],
] as const) {
  test(`the shard ${text} is refused`, () => {
    expect(() => readSettings({}, { shard: text })).toThrow(`--shard: ${fact}`)
  })
}

test('a shard is read from its option or its variable', () => {
  expect(readSettings({ SEAMWATCH_SHARD: '2/4' }).shard).toEqual({
    index: 2,
    of: 4,
  })
  expect(readSettings({}).shard).toBeUndefined()
})
