/** Samples: values at the boundaries of rules. */
import type { JsonValue } from '../../model/contract.ts'
import { groupBy } from '../../model/group-by.ts'
import { listOr, objectOr } from '../../model/json.ts'
import type { Alternative } from '../schemas/alternative.ts'
import type { Range } from '../schemas/range.ts'

const id = '00000000-0000-4000-8000-000000000000'

/** One text of each format. */
const formatted: Readonly<Record<string, string>> = {
  uuid: id,
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  time: '00:00:00Z',
  duration: 'P1D',
  email: 'a@example.com',
  hostname: 'example.com',
  ipv4: '127.0.0.1',
  ipv6: '::1',
  uri: 'https://example.com/a',
  'uri-reference': '/a',
  byte: 'aaaa',
}

/** Texts that simple patterns tell apart. */
const plain = ['a', 'A', '0', 'x', 'ab', 'a1', 'a b', '1.5', '-', '_', 'é', '']

/** Longer texts and lists show nothing more. */
const longest = 10_000
const mostValues = 100

export function textsFor(all: readonly Alternative[]): readonly string[] {
  const formats = all.flatMap(({ formats: names }) => [...names])
  const lengths = all.flatMap(({ length }) => sizesAround(length))
  return [
    ...formats.flatMap((name) => formatted[name] ?? []),
    ...plain,
    ...lengths.map((length) => 'a'.repeat(length)),
    ...lengths.map((length) => '0'.repeat(length)),
  ]
}

export function numbersFor(all: readonly Alternative[]): readonly number[] {
  const limits = all
    .flatMap(({ bounds }) => [bounds.from, bounds.to])
    .filter(Number.isFinite)
  const steps = all.flatMap(({ multiples }) => [...multiples])
  return [
    0,
    1,
    ...limits.flatMap((limit) => [
      limit,
      limit + 1,
      limit - 1,
      limit + 0.5,
      limit - 0.5,
    ]),
    ...steps.flatMap((step) => [step, step * 2, step * 3, step * 5, step / 2]),
    1.5,
    -1,
    2 ** 31,
  ]
}

/** Those that one side alone lists come first, and are the ones that matter. */
export function valuesFor(all: readonly Alternative[]): readonly JsonValue[] {
  const listed = all.flatMap(({ values = [], not }) => [
    ...values,
    ...[...not].flatMap((text) => {
      const excluded: unknown = JSON.parse(text) // canonical text is JSON
      return listOr(objectOr(excluded)['enum'])
    }),
  ])
  const groups = groupBy(listed, (value) => JSON.stringify(value))
  return [...groups.values()]
    .toSorted((a, b) => a.length - b.length)
    .slice(0, mostValues)
    .map(([value]) => value)
}

/** The limits of a size, and one beyond each. */
export function sizesAround({ from, to }: Range): readonly number[] {
  return [from, from - 1, from + 1, to, to + 1, to - 1].filter(
    (size) => size >= 0 && size <= longest,
  )
}
