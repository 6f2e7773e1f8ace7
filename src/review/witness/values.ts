/** Values: small values of a schema, each with one choice at a boundary. */
import type { JsonValue } from '../../model/contract.ts'
import { permits, type Alternative } from '../schemas/alternative.ts'
import type { Spot } from '../schemas/alternative.ts'
import type { Kind } from '../schemas/kinds.ts'
import { membersOf } from '../schemas/members.ts'
import type { Making } from './making.ts'
import { mostTried, shownOf, triedNames } from './tried-names.ts'
import { textsApart, textsMatching } from './pattern-texts.ts'
import { numbersFor, sizesAround, textsFor, valuesFor } from './samples.ts'

/** Candidates, the smallest first; not all of them are valid. Each is made when it
 * is asked for. */
export function* valuesOf(spot: Spot, making: Making): Iterable<JsonValue> {
  const { alternatives, isNullable } = making.shapes.shapeOf(spot)
  if (isNullable) yield null
  for (const one of alternatives)
    for (const kind of one.kinds) yield* ofKind(kind, one, making)
}

function ofKind(
  kind: Kind,
  one: Alternative,
  making: Making,
): Iterable<JsonValue> {
  const all = [one, ...making.others]
  const listed = valuesFor(all)
  switch (kind) {
    case 'boolean':
      return [true, false]
    case 'string':
      return [...listed, ...textsFor(all), ...matchingTexts(one, making)]
    case 'number':
      return [...listed, ...numbersFor(all)]
    case 'array':
      return listsOf(one, making)
    case 'object':
      return objectsOf(one, making)
    default:
      return kind satisfies never
  }
}

function matchingTexts(
  one: Alternative,
  { others }: Making,
): readonly string[] {
  const own = [...one.patterns]
  const there = new Set(others.flatMap(({ patterns }) => [...patterns]))
  const all = [...new Set([...own, ...there])]
  const isSame = all.length === own.length && all.length === there.size
  return [
    ...(others.length === 0 || isSame ? [] : textsApart(all)),
    ...own.flatMap(textsMatching),
  ]
}

function listsOf(one: Alternative, making: Making): readonly JsonValue[] {
  const items = distinctItems(one, making)
  const [first] = items
  const sizes = [one, ...making.others].flatMap(({ count }) =>
    sizesAround(count),
  )
  if (first === undefined) return [[]]
  return [0, 1, 2, ...sizes].flatMap((size) => [
    Array.from({ length: size }, (_, index) => items[index] ?? first),
    Array.from({ length: size }, () => first),
  ])
}

/** Different ones, for lists that must not repeat one. */
export function distinctItems(
  one: Alternative,
  making: Making,
): readonly JsonValue[] {
  const item = leastOf(one.items, making, [])
  if (typeof item === 'number')
    return [0, 1, 2, 3, 4, 5, 6, 7].map((more) => item + more)
  if (item === undefined) return []
  return [item, ...'abcdefg'].slice(0, typeof item === 'string' ? 8 : 1)
}

function* objectsOf(one: Alternative, making: Making): Iterable<JsonValue> {
  const least = leastObject(one, making, [])
  if (!least) return
  yield least
  const named = shownOf(membersOf(one).named, making)
  const tried = triedNames(named, making)
  const withOne = (name: string): readonly JsonValue[] => {
    const value = leastOf(named.get(name) ?? [], making, [])
    return value === undefined ? [] : [{ ...least, [name]: value }]
  }
  for (const name of tried)
    if (!Object.hasOwn(least, name)) yield* withOne(name)
  const combined = making.isChoice ? making.others.slice(0, mostTried) : []
  for (const { required } of combined)
    for (const value of ['a', 0]) {
      const more = [...required].filter((name) => !Object.hasOwn(least, name))
      yield { ...least, ...Object.fromEntries(more.map((it) => [it, value])) }
    }
  if (making.property !== undefined && named.size > mostTried) return
  const full = new Map(Object.entries(least))
  for (const [name, spot] of named) {
    const value = full.get(name) ?? leastOf(spot, making, [])
    if (value !== undefined) full.set(name, value)
  }
  yield Object.fromEntries(full)
  for (const name of tried)
    yield Object.fromEntries([...full].filter(([key]) => key !== name))
  yield { ...least, other: 'a' }
  yield { ...least, other: 1 }
  for (const count of [1, 2, 3, 4, 5, 6]) {
    const more = Array.from({ length: count }, (_, at) => [`other${at}`, 'a'])
    yield { ...least, ...Object.fromEntries(more) }
  }
}

/** A valid value, as small as possible. */
export function leastOf(
  spot: Spot,
  making: Making,
  above: readonly string[],
): JsonValue | undefined {
  const key = spot.join(' ')
  if (above.length > 0 || !making.least.has(key)) {
    if (above.includes(key)) return undefined
    const found = leastAnew(spot, making, [...above, key])
    // Below itself a place may have no value that it has on its own.
    if (above.length === 0) making.least.set(key, found)
    return found
  }
  return making.least.get(key)
}

function leastAnew(
  spot: Spot,
  making: Making,
  below: readonly string[],
): JsonValue | undefined {
  const { alternatives, isNullable } = making.shapes.shapeOf(spot)
  for (const one of alternatives)
    for (const kind of one.kinds) {
      for (const value of leastOfKind(kind, one, { making, below }))
        if (isSure(alternatives, value) || making.isValid(spot, value))
          return value
    }
  return isNullable ? null : undefined
}

/** Whether it surely satisfies them: compiling a schema takes long. */
function isSure([one, ...others]: readonly Alternative[], value: JsonValue) {
  if (!one || others.length > 0 || typeof value === 'object') return false
  const { formats, patterns, not, values } = one
  const isPlain = formats.size + patterns.size + not.size === 0
  return isPlain && permits(one, value) && (values?.includes(value) ?? true)
}

function leastOfKind(
  kind: Kind,
  one: Alternative,
  {
    making,
    below,
  }: { readonly making: Making; readonly below: readonly string[] },
): Iterable<JsonValue> {
  if (kind === 'object') {
    const made = leastObject(one, making, below)
    return made ? [made] : []
  }
  if (kind !== 'array') return ofKind(kind, one, { ...making, others: [] })
  if (one.count.from === 0) return [[]]
  const own = { ...making, others: [] }
  return listsOf(one, own)
}

/** With the required properties alone. */
export function leastObject(
  one: Alternative,
  making: Making,
  above: readonly string[],
): Readonly<Record<string, JsonValue>> | undefined {
  const { named } = membersOf(one)
  const made = new Map<string, JsonValue>()
  const shown = shownOf(named, making)
  for (const name of one.required) {
    if (named.has(name) && !shown.has(name)) continue
    const value = leastOf(named.get(name) ?? [], making, above)
    if (value === undefined) return undefined
    made.set(name, value)
  }
  if (one.tag) made.set(one.tag.property, one.tag.values[0] ?? '')
  return Object.fromEntries(made)
}
