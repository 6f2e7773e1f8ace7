/** Alternatives: one way in which a value can satisfy a schema, all rules in one
 * record. */
import type { JsonValue } from '../../model/contract.ts'
import { kindsExcludedBy } from './exclusions.ts'
import { kinds, type Kind } from './kinds.ts'
import { everyNumber, everySize, holds, intersect } from './range.ts'
import { wholeRange, type Range } from './range.ts'
import type { Tag } from './tags.ts'

/** JSON pointers of the schemas that apply together at one place; none where
 * everything is allowed. */
export type Spot = readonly string[]

/** The rules of one written schema for the properties of an object. */
export type ObjectPart = {
  readonly pointer: string
  /** Name → JSON pointer of its schema. */
  readonly properties: ReadonlyMap<string, string>
  /** For other names: a schema, or whether they are allowed. */
  readonly additional: string | boolean
}

export type Alternative = {
  /** Where its rules are written; the first names it. */
  readonly pointers: readonly string[]
  readonly kinds: ReadonlySet<Kind>
  /** The only values, where they are listed. */
  readonly values?: readonly JsonValue[]
  readonly formats: ReadonlySet<string>
  readonly patterns: ReadonlySet<string>
  readonly multiples: ReadonlySet<number>
  readonly length: Range
  readonly bounds: Range
  readonly count: Range
  readonly size: Range
  readonly isUnique: boolean
  /** Schemas that are excluded, as text. */
  readonly not: ReadonlySet<string>
  readonly items: Spot
  readonly objects: readonly ObjectPart[]
  readonly required: ReadonlySet<string>
  /** What cannot be read, one line each. */
  readonly unread: ReadonlySet<string>
  readonly tag?: Tag
}

export const anything: Alternative = {
  pointers: [],
  kinds: new Set(kinds),
  formats: new Set(),
  patterns: new Set(),
  multiples: new Set(),
  length: everySize,
  bounds: everyNumber,
  count: everySize,
  size: everySize,
  isUnique: false,
  not: new Set(),
  items: [],
  objects: [],
  required: new Set(),
  unread: new Set(),
}

/** Both together. */
export function merge(a: Alternative, b: Alternative): Alternative {
  const tag = b.tag ?? a.tag
  const values = commonValues(a.values, b.values)
  return {
    pointers: [...new Set([...a.pointers, ...b.pointers])],
    kinds: new Set([...a.kinds].filter((kind) => b.kinds.has(kind))),
    ...(values && { values }),
    formats: new Set([...a.formats, ...b.formats]),
    patterns: new Set([...a.patterns, ...b.patterns]),
    multiples: new Set([...a.multiples, ...b.multiples]),
    length: intersect(a.length, b.length),
    bounds: intersect(a.bounds, b.bounds),
    count: intersect(a.count, b.count),
    size: intersect(a.size, b.size),
    isUnique: a.isUnique || b.isUnique,
    not: new Set([...a.not, ...b.not]),
    items: [...new Set([...a.items, ...b.items])],
    objects: [
      ...new Map(
        [...a.objects, ...b.objects].map((part) => [part.pointer, part]),
      ).values(),
    ],
    required: new Set([...a.required, ...b.required]),
    unread: new Set([...a.unread, ...b.unread]),
    ...(tag && { tag }),
  }
}

function commonValues(
  a: readonly JsonValue[] | undefined,
  b: readonly JsonValue[] | undefined,
): readonly JsonValue[] | undefined {
  if (!a || !b) return a ?? b
  const held = new Set(b.map((value) => JSON.stringify(value)))
  return a.filter((value) => held.has(JSON.stringify(value)))
}

/** Without rules that say nothing here: those of other kinds of values, and those
 * that all listed values satisfy. */
export function tidy(given: Alternative): Alternative {
  const one = { ...given, not: notsFor(given) }
  const { values } = one
  if (values) {
    const kept = values.filter((value) => permits(one, value))
    return {
      ...anything,
      pointers: one.pointers,
      kinds: new Set(kept.flatMap((value) => kindOf(value) ?? [])),
      values: kept,
      // Whether the values satisfy these is not tried.
      formats: one.formats,
      patterns: one.patterns,
      not: one.not,
      unread: one.unread,
      ...(one.tag && { tag: one.tag }),
    }
  }
  const has = (kind: Kind): boolean => one.kinds.has(kind)
  const isWhole = [...one.multiples].some((step) => Number.isInteger(step))
  const isFiner = [...one.multiples].some(
    (step) => step > 1 && Number.isInteger(step),
  )
  return {
    ...one,
    ...(!has('string') && {
      formats: new Set<string>(),
      patterns: new Set<string>(),
      length: everySize,
    }),
    ...(has('number')
      ? {
          bounds: isWhole ? wholeRange(one.bounds) : one.bounds,
          // Each multiple of 5 is whole.
          multiples: new Set(
            [...one.multiples].filter((step) => step !== 1 || !isFiner),
          ),
        }
      : { multiples: new Set<number>(), bounds: everyNumber }),
    ...(!has('array') && { items: [], count: everySize, isUnique: false }),
    ...(!has('object') && {
      objects: [],
      required: new Set<string>(),
      size: everySize,
    }),
  }
}

/** Those that exclude a value of its types. */
function notsFor({ not, kinds: own }: Alternative): ReadonlySet<string> {
  return new Set(
    [...not].filter((text) =>
      [...kindsExcludedBy(text)].some((kind) => own.has(kind)),
    ),
  )
}

/** Whether any value satisfies it, as far as its own rules show. */
export function isPossible(one: Alternative): boolean {
  return one.kinds.size > 0 && one.values?.length !== 0
}

/** Formats and patterns aside: values that a contract lists satisfy them. */
export function permits(one: Alternative, value: JsonValue): boolean {
  const kind = kindOf(value)
  if (kind === undefined || !one.kinds.has(kind)) return false
  if (typeof value === 'string') return holds(one.length, [...value].length)
  if (typeof value !== 'number') return true
  const isMultiple = [...one.multiples].every(
    (step) => Math.abs(value / step - Math.round(value / step)) < 1e-9,
  )
  return isMultiple && holds(one.bounds, value)
}

/** Undefined for null, which shapes keep apart. */
function kindOf(value: JsonValue): Kind | undefined {
  if (value === null) return undefined
  if (Array.isArray(value)) return 'array'
  return kinds.find((kind) => kind === typeof value)
}
