/** Texts: compares two types of a parameter by the texts that each allows. A
 * request has no JSON there: `1` is an integer and a string. */
import { permits, tidy, type Alternative } from '../schemas/alternative.ts'
import type { Kind } from '../schemas/kinds.ts'
import type { Comparison } from '../schemas/compare.ts'
import type { RuleDelta } from '../schemas/delta.ts'
import { describeShape } from '../schemas/describe.ts'
import type { Both, Content, Pairing } from '../schemas/pairing.ts'
import { rowsFor } from '../schemas/rules.ts'
import type { Shape, Shapes } from '../schemas/shape.ts'
import { writtenAt } from '../schemas/written-at.ts'
import { isNumber, isPlain, isRepeated, type Wire } from './wire.ts'

/** What is allowed, and how it is written. */
type Language = {
  readonly shape: Shape
  readonly shapes: Shapes
  readonly wire: Wire
}

/** Undefined where the types are the same: then their rules are compared. */
export function compareTexts(
  { pairing, wires }: { readonly pairing: Pairing; readonly wires: Both<Wire> },
  { shapes, documents, contentOf }: Comparison,
): Content | undefined {
  const old = languageOf(pairing.old, { shapes: shapes.old, wire: wires.old })
  const fresh = languageOf(pairing.new, { shapes: shapes.new, wire: wires.new })
  const isRead = [old, fresh].every(isReadable)
  if (!isRead || typesOf(old) === typesOf(fresh)) return undefined
  const isWider = isWithin(old, fresh)
  const isNarrower = isWithin(fresh, old)
  if (isWider && isNarrower) return { deltas: [], children: [] }
  if (!isWider && !isNarrower) return withDoubt(contentOf(pairing))
  const delta: RuleDelta = {
    kind: 'rule',
    aspect: 'type',
    relation: isWider ? 'wider' : 'narrower',
    before: describeShape(old.shape),
    after: describeShape(fresh.shape),
    old: writtenAt(documents.old, pairing.old, ['type']),
    new: writtenAt(documents.new, pairing.new, ['type']),
  }
  return { deltas: [delta], children: [] }
}

function languageOf(
  spot: Pairing['old'],
  given: Omit<Language, 'shape'>,
): Language {
  return { ...given, shape: given.shapes.shapeOf(spot) }
}

function isReadable({ shape, wire }: Language): boolean {
  return (
    isPlain(wire) &&
    shape.alternatives.every(
      ({ unread, kinds }) => unread.size === 0 && !kinds.has('object'),
    )
  )
}

/** Those of items count: a list of numbers may be a list of strings. */
function typesOf(language: Language): string {
  const { shape, shapes } = language
  const own = shape.alternatives.flatMap(({ kinds }) => [...kinds])
  const items = shape.alternatives.flatMap(({ items: spot }) =>
    spot.length === 0 ? [] : [shapes.shapeOf(spot)],
  )
  const below = items
    .flatMap(({ alternatives }) => alternatives)
    .flatMap(({ kinds }) => [...kinds])
  return JSON.stringify([own, below].map((all) => [...new Set(all)].toSorted()))
}

/** Types that exclude each other as JSON need not do so as texts. */
function withDoubt({ deltas, ...content }: Content): Content {
  return {
    ...content,
    deltas: deltas.map((delta) =>
      delta.kind === 'rule' && delta.aspect === 'type'
        ? { ...delta, needsExample: true }
        : delta,
    ),
  }
}

/** Whether each text of one is surely a text of the other. */
function isWithin(inner: Language, outer: Language): boolean {
  return inner.shape.alternatives.every((one) =>
    [...one.kinds].every((kind) => {
      const texts = listedTexts(kind, one)
      if (texts) return texts.every((text) => accepts(outer, text))
      return outer.shape.alternatives.some((other) =>
        contains(
          { one: other, language: outer },
          { one, kind, language: inner },
        ),
      )
    }),
  )
}

function listedTexts(
  kind: Kind,
  { values }: Alternative,
): readonly string[] | undefined {
  if (values) return values.filter((one) => typeof one === kind).map(String)
  return kind === 'boolean' ? ['true', 'false'] : undefined
}

type Owned = { readonly one: Alternative; readonly language: Language }

function contains(
  outer: Owned,
  { one, kind, language }: Owned & { readonly kind: Kind },
): boolean {
  const isText = kind !== 'array' || !isRepeated(language.wire)
  if (isText && isFree(outer.one)) return true
  const { kinds } = outer.one
  if (kind !== 'array' && kinds.has('array') && isListOfOne(outer, kind))
    return isWithin(only(kind, { one, language }), itemsOf(outer))
  if (!kinds.has(kind) || outer.one.values) return false
  const isSame = rowsFor(
    limitedTo(kind, one),
    limitedTo(kind, outer.one),
  ).every(({ relation }) =>
    ['equal', 'wider'].includes(
      relation(limitedTo(kind, one), limitedTo(kind, outer.one)),
    ),
  )
  if (kind !== 'array') return isSame
  return isSame && isWithin(itemsOf({ one, language }), itemsOf(outer))
}

/** A comma of a string would separate two items. */
function isListOfOne({ one, language }: Owned, kind: Kind): boolean {
  const { from, to } = one.count
  const isWhole = isRepeated(language.wire) || kind !== 'string'
  return from <= 1 && (isWhole ? to >= 1 : to === Infinity && !one.isUnique)
}

/** A string without rules. */
function isFree(one: Alternative): boolean {
  const { kinds, values, formats, patterns, not, length } = one
  return (
    kinds.has('string') &&
    !values &&
    formats.size + patterns.size + not.size === 0 &&
    length.from <= 0 &&
    length.to === Infinity
  )
}

function accepts(language: Language, text: string): boolean {
  return language.shape.alternatives.some((one) => {
    const { kinds, values, formats, patterns, not, count } = one
    if (values) return values.map(String).includes(text)
    if (isFree(one)) return true
    if (kinds.has('boolean') && /^(?:true|false)$/.test(text)) return true
    if (kinds.has('array') && count.from <= 1 && count.to >= 1)
      return accepts(itemsOf({ one, language }), text)
    if (formats.size + patterns.size + not.size > 0) return false
    return (isNumber(text) && permits(one, Number(text))) || permits(one, text)
  })
}

function limitedTo(kind: Kind, one: Alternative): Alternative {
  return tidy({ ...one, kinds: new Set([kind]) })
}

function only(kind: Kind, { one, language }: Owned): Language {
  const alternatives = [limitedTo(kind, one)]
  return { ...language, shape: { ...language.shape, alternatives } }
}

function itemsOf({ one, language }: Owned): Language {
  return { ...language, shape: language.shapes.shapeOf(one.items) }
}
