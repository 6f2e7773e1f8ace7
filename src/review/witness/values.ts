/** Values: small values of a schema, each with one choice at a boundary. */
import type { JsonValue } from '../../model/contract.ts'
import type { Alternative, Kind, Spot } from '../schemas/alternative.ts'
import { membersOf } from '../schemas/members.ts'
import type { Shapes } from '../schemas/shape.ts'
import { textsApart, textsMatching } from './pattern-texts.ts'
import { numbersFor, sizesAround, textsFor, valuesFor } from './samples.ts'

export type Making = {
  /** Of the contract that allows the values. */
  readonly shapes: Shapes
  /** Rules of the other contract, to aim at their boundaries. */
  readonly others: readonly Alternative[]
  readonly isValid: (spot: Spot, value: JsonValue) => boolean
}

/** Candidates, the smallest first; not all of them are valid. */
export function valuesOf(spot: Spot, making: Making): readonly JsonValue[] {
  const { alternatives, isNullable } = making.shapes.shapeOf(spot)
  const made = alternatives.flatMap((one) =>
    [...one.kinds].flatMap((kind) => ofKind(kind, one, making)),
  )
  return [...(isNullable ? [null] : []), ...made]
}

function ofKind(
  kind: Kind,
  one: Alternative,
  making: Making,
): readonly JsonValue[] {
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

function objectsOf(one: Alternative, making: Making): readonly JsonValue[] {
  const { named } = membersOf(one)
  const least = leastObject(one, making, [])
  if (!least) return []
  const optional = [...named].flatMap(([name, spot]) => {
    if (Object.hasOwn(least, name)) return []
    const value = leastOf(spot, making, [])
    return value === undefined ? [] : [[name, value] as const]
  })
  const full = { ...least, ...Object.fromEntries(optional) }
  const without = (name: string): JsonValue =>
    Object.fromEntries(Object.entries(full).filter(([key]) => key !== name))
  const more = Object.fromEntries(
    Array.from({ length: 6 }, (_, index) => [`other${index}`, 'a']),
  )
  return [
    least,
    ...optional.map(([name, value]) => ({ ...least, [name]: value })),
    full,
    ...Object.keys(full).map(without),
    { ...least, other: 'a' },
    { ...least, other: 1 },
    ...Object.keys(more).map((_, index, keys) => ({
      ...least,
      ...Object.fromEntries(keys.slice(0, index + 1).map((key) => [key, 'a'])),
    })),
  ]
}

/** A valid value, as small as possible. */
export function leastOf(
  spot: Spot,
  making: Making,
  above: readonly string[],
): JsonValue | undefined {
  const key = spot.join(' ')
  if (above.includes(key)) return undefined
  const below = [...above, key]
  const { alternatives, isNullable } = making.shapes.shapeOf(spot)
  for (const one of alternatives)
    for (const kind of one.kinds) {
      const values = leastOfKind(kind, one, { making, below })
      const found = values.find((value) => making.isValid(spot, value))
      if (found !== undefined) return found
    }
  return isNullable ? null : undefined
}

function leastOfKind(
  kind: Kind,
  one: Alternative,
  {
    making,
    below,
  }: { readonly making: Making; readonly below: readonly string[] },
): readonly JsonValue[] {
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
  for (const name of one.required) {
    const value = leastOf(named.get(name) ?? [], making, above)
    if (value === undefined) return undefined
    made.set(name, value)
  }
  if (one.tag) made.set(one.tag.property, one.tag.values[0] ?? '')
  return Object.fromEntries(made)
}
