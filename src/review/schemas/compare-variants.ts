/** Compares variants: those that came and went, and what chooses them. */
import type { JsonValue } from '../../model/contract.ts'
import { plural } from '../../model/plural.ts'
import type { Alternative, Spot } from './alternative.ts'

import type { Delta, RuleDelta } from './delta.ts'
import { describeAlternative } from './describe.ts'
import type { Both, Documents } from './pairing.ts'
import { membersOf } from './members.ts'
import { relationOfSets } from './relations.ts'
import type { Shape, Shapes } from './shape.ts'
import type { Tag } from './tags.ts'
import type { Variant } from './variants.ts'
import { writtenAt } from './written-at.ts'

export function variantOf(alternative: Alternative, shapes: Shapes): Variant {
  const { named } = membersOf(alternative)
  const listed = new Map<string, ReadonlySet<string>>()
  for (const name of alternative.required) {
    const { alternatives } = shapes.shapeOf(named.get(name) ?? [])
    const [only] = alternatives
    if (alternatives.length === 1 && only?.values)
      listed.set(name, textsOf(only.values))
  }
  const { tag } = alternative
  const isTagged = tag && !listed.has(tag.property)
  const marks = isTagged
    ? new Map([...listed, [tag.property, textsOf(tag.values)]])
    : listed
  return { alternative, listed, marks }
}

function textsOf(values: readonly JsonValue[]): ReadonlySet<string> {
  return new Set(values.map((value) => JSON.stringify(value)))
}

type Place = Both<Spot> & { readonly documents: Documents }

export function deltasOfVariants(
  {
    removed,
    added,
  }: {
    readonly removed: readonly Variant[]
    readonly added: readonly Variant[]
  },
  place: Place,
): readonly RuleDelta[] {
  const words = ['oneOf', 'anyOf', 'type']
  const at = {
    old: writtenAt(place.documents.old, place.old, words),
    new: writtenAt(place.documents.new, place.new, words),
  }
  const common = { kind: 'rule', aspect: 'variants', ...at } as const
  return [
    ...removed.map((one): RuleDelta => ({
      ...common,
      relation: 'narrower',
      before: describeVariant(one),
      after: 'no such variant',
    })),
    ...added.map((one): RuleDelta => ({
      ...common,
      relation: 'wider',
      before: 'no such variant',
      after: describeVariant(one),
    })),
  ]
}

/** `anyOf` allows what satisfies two variants, `oneOf` does not. Where variants
 * of a `oneOf` change, a value may satisfy two of them from then on. */
export function deltaOfChoice(
  { old, new: fresh }: Both<Shape>,
  place: Place & { readonly isOtherwiseEqual: boolean },
): readonly RuleDelta[] {
  const isSame = old.isExclusive === fresh.isExclusive
  const isFree = !old.isExclusive && !fresh.isExclusive
  if (isFree || (isSame && place.isOtherwiseEqual)) return []
  const words = ['oneOf', 'anyOf']
  const narrowed = fresh.isExclusive ? 'narrower' : 'wider'
  return [
    {
      kind: 'rule',
      aspect: 'variants',
      relation: isSame ? 'changed' : narrowed,
      before: choiceText(old),
      after: choiceText(fresh),
      old: writtenAt(place.documents.old, place.old, words),
      new: writtenAt(place.documents.new, place.new, words),
      isChoice: true,
    },
  ]
}

function choiceText({ isExclusive, alternatives }: Shape): string {
  const count = plural(alternatives.length, 'variant')
  return isExclusive ? `exactly one of ${count}` : `at least one of ${count}`
}

/** Where the property lists its values, these are compared as values. */
export function tagDelta(
  [old, fresh]: readonly [Variant, Variant],
  documents: Documents,
): readonly RuleDelta[] {
  const [a, b] = [old.alternative.tag, fresh.alternative.tag]
  const isSameProperty = a?.property === b?.property
  const names = [a, b].flatMap((tag) => tag?.property ?? [])
  if (names.every((name) => old.listed.has(name) && fresh.listed.has(name)))
    return []
  const relation = isSameProperty
    ? relationOfSets(new Set(a?.values), new Set(b?.values))
    : 'changed'
  if (relation === 'equal') return []
  const words = ['discriminator']
  const textOf = (tag: Tag | undefined, { alternative }: Variant): string => {
    if (!tag) return 'no discriminator'
    if (!isSameProperty) return tag.property
    const name = componentOf(alternative) ?? 'a variant'
    return `${name} by ${tag.property} ${tag.values.join(' or ')}`
  }
  return [
    {
      kind: 'rule',
      aspect: 'tag',
      relation,
      before: textOf(a, old),
      after: textOf(b, fresh),
      old: writtenAt(documents.old, old.alternative.pointers, words),
      new: writtenAt(documents.new, fresh.alternative.pointers, words),
    },
  ]
}

/** What chooses the variants is written once: one change. */
export function joinTags(deltas: readonly Delta[]): readonly Delta[] {
  const tags = deltas.filter(isTag)
  const [first] = tags
  if (!first || tags.length < 2) return deltas
  const isOne = tags.every(({ relation }) => relation === first.relation)
  const joined: RuleDelta = {
    ...first,
    relation: isOne ? first.relation : 'changed',
    before: [...new Set(tags.map(({ before }) => before))].join('; '),
    after: [...new Set(tags.map(({ after }) => after))].join('; '),
  }
  return [joined, ...deltas.filter((delta) => !isTag(delta))]
}

function isTag(delta: Delta): delta is RuleDelta {
  return delta.kind === 'rule' && delta.aspect === 'tag'
}

/** `circle: object`, by the component or by what marks it. */
function describeVariant({ alternative, marks }: Variant): string {
  const words = describeAlternative(alternative)
  const component = componentOf(alternative)
  const mark = [...marks].map(
    ([name, values]) => `${name} ${[...values].join(' or ')}`,
  )[0]
  const title = component ?? mark
  return title === undefined ? words : `${title}: ${words}`
}

function componentOf({ pointers }: Alternative): string | undefined {
  return pointers
    .map((pointer) => /^\/components\/schemas\/([^/]+)$/.exec(pointer)?.[1])
    .findLast((name) => name !== undefined)
}
