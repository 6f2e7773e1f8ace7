/** Rules: compares the keywords of two alternatives, one row for each aspect. */
import type { JsonValue } from '../../model/contract.ts'
import { permits, type Alternative } from './alternative.ts'
import type { Aspect } from './delta.ts'
import { describeAlternative } from './describe.ts'
import {
  describeRange,
  intersect,
  relationOfRanges,
  wholeRange,
  type Range,
} from './range.ts'
import { membersOf } from './members.ts'
import {
  relationOfMultiples,
  relationOfRules,
  relationOfSets,
  type Relation,
} from './relations.ts'

export type Row = {
  readonly aspect: Aspect
  /** Where it is written. */
  readonly words: readonly string[]
  readonly relation: (old: Alternative, fresh: Alternative) => Relation
  readonly text: (one: Alternative) => string
}

const typeRow: Row = {
  aspect: 'type',
  words: ['type'],
  relation: (old, fresh) => {
    const kinds = relationOfSets(old.kinds, fresh.kinds)
    if (kinds !== 'equal' || !differInWholeness(old, fresh)) return kinds
    return old.multiples.has(1) ? 'wider' : 'narrower'
  },
  text: describeAlternative,
}

/** Compared where the values are not listed. */
const rows: readonly Row[] = [
  typeRow,
  {
    aspect: 'format',
    words: ['format'],
    relation: (old, fresh) => relationOfRules(old.formats, fresh.formats),
    text: (one) => list(one.formats),
  },
  {
    aspect: 'length',
    words: ['minLength', 'maxLength'],
    relation: (old, fresh) => relationOfRanges(old.length, fresh.length),
    text: (one) => describeSizes(one.length),
  },
  {
    aspect: 'bounds',
    words: ['minimum', 'maximum', 'format'],
    relation: (old, fresh) =>
      differInWholeness(old, fresh)
        ? relationOfRanges(wholeRange(old.bounds), wholeRange(fresh.bounds))
        : relationOfRanges(old.bounds, fresh.bounds),
    text: (one) => describeRange(one.bounds),
  },
  {
    aspect: 'multiple',
    words: ['multipleOf'],
    relation: (old, fresh) =>
      differInWholeness(old, fresh)
        ? 'equal' // said as the type
        : relationOfMultiples(old.multiples, fresh.multiples),
    text: (one) => list(one.multiples),
  },
  {
    aspect: 'pattern',
    words: ['pattern'],
    relation: (old, fresh) => relationOfRules(old.patterns, fresh.patterns),
    text: (one) => list(one.patterns),
  },
  {
    aspect: 'items',
    words: ['minItems', 'maxItems', 'uniqueItems'],
    relation: (old, fresh) =>
      both(
        relationOfRanges(old.count, fresh.count),
        relationOfUnique(old, fresh),
      ),
    text: ({ count, isUnique }) =>
      `${describeSizes(count)}${isUnique ? ', unique' : ''}`,
  },
  {
    aspect: 'properties',
    words: ['minProperties', 'maxProperties'],
    relation: relationOfSizes,
    text: (one) => describeSizes(one.size),
  },
  {
    aspect: 'not',
    words: ['not'],
    relation: (old, fresh) => relationOfRules(old.not, fresh.not),
    text: (one) => list(one.not),
  },
]

const valuesRow: Row = {
  aspect: 'values',
  words: ['enum'],
  relation: (old, fresh) => {
    if (!old.values) return holdsAll(old, fresh.values) ? 'narrower' : 'changed'
    if (!fresh.values) return holdsAll(fresh, old.values) ? 'wider' : 'changed'
    return relationOfSets(textsOf(old.values), textsOf(fresh.values))
  },
  text: (one) =>
    one.values
      ? one.values.map((value) => JSON.stringify(value)).join(', ')
      : describeAlternative(one),
}

/** Rules that listed values may break. */
const besideValues: ReadonlySet<Aspect> = new Set<Aspect>([
  'format',
  'pattern',
  'not',
])

/** The rows that two alternatives are compared by. */
export function rowsFor(old: Alternative, fresh: Alternative): readonly Row[] {
  if (isDisjoint(old, fresh)) return [{ ...typeRow, relation: () => 'changed' }]
  if (!old.values || !fresh.values)
    return old.values || fresh.values ? [valuesRow] : rows
  return [valuesRow, ...rows.filter(({ aspect }) => besideValues.has(aspect))]
}

/** Whether no value has a type that both allow. */
export function isDisjoint(old: Alternative, fresh: Alternative): boolean {
  return ![...old.kinds].some((kind) => fresh.kinds.has(kind))
}

function differInWholeness(old: Alternative, fresh: Alternative): boolean {
  const [a, b] = [old.multiples, fresh.multiples]
  const [more, less] = a.size > b.size ? [a, b] : [b, a]
  return more.size === 1 && more.has(1) && less.size === 0
}

/** Two rules that hold together. */
function both(a: Relation, b: Relation): Relation {
  if (a === 'equal' || a === b) return b
  return b === 'equal' ? a : 'changed'
}

/** A list of at most one element repeats none. */
function relationOfUnique(old: Alternative, fresh: Alternative): Relation {
  if (old.isUnique === fresh.isUnique) return 'equal'
  const [was, is] = [old, fresh].map((one) => one.isUnique || one.count.to <= 1)
  if (was === is) return 'equal'
  return is ? 'narrower' : 'wider'
}

/** Equal, too, where the other rules of the objects say the same. */
function relationOfSizes(old: Alternative, fresh: Alternative): Relation {
  const relation = relationOfRanges(old.size, fresh.size)
  if (relation === 'equal') return relation
  const [was, is] = [wholeSize(old), wholeSize(fresh)]
  return relationOfRanges(was, is) === 'equal' ? 'equal' : relation
}

function wholeSize(one: Alternative): Range {
  const { named, others } = membersOf(one)
  const from = one.required.size
  const to = others ? Infinity : named.size
  return intersect(one.size, { ...one.size, from, to })
}

/** A size is at least 0 without a rule. */
function describeSizes(range: Range): string {
  return describeRange(range.from === 0 ? { ...range, from: -Infinity } : range)
}

/** Whether the rules surely allow all values: no format or pattern is tried. */
function holdsAll(
  rules: Alternative,
  values: readonly JsonValue[] = [],
): boolean {
  const { formats, patterns, not, objects, items, required } = rules
  const unsure = [formats, patterns, not, required]
  return (
    unsure.every(({ size }) => size === 0) &&
    objects.length + items.length === 0 &&
    values.every((value) => permits(rules, value))
  )
}

function textsOf(values: readonly unknown[]): ReadonlySet<string> {
  return new Set(values.map((value) => JSON.stringify(value)))
}

function list(items: ReadonlySet<string | number>): string {
  return items.size === 0 ? 'any' : [...items].join(' and ')
}
