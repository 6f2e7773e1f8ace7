/** Compares two schemas place by place. Each pair of schemas is compared once,
 * however many operations use it. */
import { messageOf } from '../../model/thrown.ts'
import type { Alternative } from './alternative.ts'
import { deltaOfNull, deltasOfRules, requireRead } from './compare-rules.ts'
import { compareMembers, type ComparedMembers } from './compare-members.ts'
import type { Delta, RuleDelta, Side } from './delta.ts'
import type { Both, Child, Content, Documents, Pairing } from './pairing.ts'
import { isDisjoint } from './rules.ts'
import { absorb } from './merge-values.ts'
import { createUnchanged } from './unchanged.ts'
import { createShapes, type Shape, type Shapes } from './shape.ts'
import {
  deltaOfChoice,
  deltasOfVariants,
  joinTags,
  variantOf,
  tagDelta,
} from './compare-variants.ts'
import { matchVariants, mayOverlap, type Variant } from './variants.ts'

export type Comparison = {
  /** The same object for the same schemas. */
  readonly pair: (pairing: Pairing) => Pairing
  readonly contentOf: (pairing: Pairing) => Content
  readonly shapes: Both<Shapes>
  readonly documents: Documents
}

type Part = Pick<Content, 'deltas' | 'children'>

const nothing: Part = { deltas: [], children: [] }

export function createComparison(documents: Documents): Comparison {
  const shapes = {
    old: createShapes(documents.old),
    new: createShapes(documents.new),
  }
  const pairings = new Map<string, Pairing>()
  const contents = new Map<Pairing, Content>()
  const isUnchanged = createUnchanged(documents)

  function pair(given: Pairing): Pairing {
    const key = JSON.stringify([given.side, given.old, given.new])
    const known = pairings.get(key) ?? given
    pairings.set(key, known)
    return known
  }

  function contentOf(pairing: Pairing): Content {
    const known = contents.get(pairing)
    if (known) return known
    contents.set(pairing, nothing) // for where it contains itself
    if (isUnchanged(pairing)) return nothing
    const context = { documents, shapes, pair, contentOf }
    const made = compareSafely(pairing, context)
    contents.set(pairing, made)
    return made
  }
  return { pair, contentOf, shapes, documents }
}

type Context = Comparison

function compareSafely(pairing: Pairing, context: Context): Content {
  try {
    const shapes = {
      old: context.shapes.old.shapeOf(pairing.old),
      new: context.shapes.new.shapeOf(pairing.new),
    }
    return withoutRepeats(compareShapes(shapes, { ...context, pairing }))
  } catch (error) {
    return { ...nothing, problem: messageOf(error) }
  }
}

function compareShapes(
  { old, new: fresh }: Both<Shape>,
  { pairing, ...context }: Context & { readonly pairing: Pairing },
): Part {
  const { side } = pairing
  const { documents, shapes } = context
  const homes = {
    old: [...(old.alternatives[0]?.pointers ?? []), ...pairing.old],
    new: [...(fresh.alternatives[0]?.pointers ?? []), ...pairing.new],
  }
  const isFree = !old.isExclusive && !fresh.isExclusive
  const [before, after] = [old, fresh].map(({ alternatives }) =>
    isFree ? absorb(alternatives) : alternatives,
  )
  const variants = {
    old: (before ?? []).map((one) => variantOf(one, shapes.old)),
    fresh: (after ?? []).map((one) => variantOf(one, shapes.new)),
  }
  const { pairs, removed, added } = matchVariants(variants, (a, b) =>
    isEqual(compareVariants([a, b], { ...context, side }), context),
  )
  const parts = pairs.map((both) => compareVariants(both, { ...context, side }))
  const own = [
    ...deltasOfVariants({ removed, added }, { documents, ...homes }),
    ...joinTags(parts.flatMap((part) => part.deltas)),
  ]
  const children = parts.flatMap((part) => part.children)
  const isTagged = own.some((it) => it.kind === 'rule' && it.aspect === 'tag')
  const hasChoice =
    !isTagged && (mayOverlap(variants.old) || mayOverlap(variants.fresh))
  const isOtherwiseEqual =
    hasChoice && isEqual({ deltas: own, children }, context)
  const choice = { documents, ...homes, isOtherwiseEqual }
  const deltas = [
    ...own,
    ...(hasChoice ? deltaOfChoice({ old, new: fresh }, choice) : []),
  ]
  const place = { documents, pairing, homes }
  const nulls = deltaOfNull({ old, new: fresh }, place)
  return {
    deltas: [
      ...nulls.filter((one) => !deltas.some((it) => implies(it, one))),
      ...deltas,
    ],
    children,
  }
}

function compareVariants(
  [old, fresh]: readonly [Variant, Variant],
  { side, documents, shapes, pair }: Context & { readonly side: Side },
): Part {
  const both = { old: old.alternative, new: fresh.alternative }
  requireRead(both)
  const deltas = [
    ...deltasOfRules(both, documents),
    ...tagDelta([old, fresh], documents),
  ]
  if (isDisjoint(both.old, both.new)) return { deltas, children: [] }
  const members = compareMembers(both, { side, documents, shapes })
  return {
    deltas: [...deltas, ...members.deltas],
    children: childrenOf(both, { side, members }).map((child) => ({
      ...child,
      pairing: pair(child.pairing),
    })),
  }
}

/** Another type changes whether null is allowed, too: that is one change. */
function implies(delta: Delta, { relation }: RuleDelta): boolean {
  const isType = delta.kind === 'rule' && delta.aspect === 'type'
  return isType && ['changed', relation].includes(delta.relation)
}

/** Whether neither it nor anything below it differs. */
function isEqual(part: Part, { contentOf }: Context): boolean {
  const seen = new Set<Pairing>()
  const open: Part[] = [part]
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.deltas.length > 0) return false
    for (const { pairing } of next.children) {
      if (seen.has(pairing)) continue
      seen.add(pairing)
      const content = contentOf(pairing)
      if (content.problem !== undefined) return false
      open.push(content)
    }
  }
  return true
}

function childrenOf(
  { old, new: fresh }: Both<Alternative>,
  { side, members }: { readonly side: Side; readonly members: ComparedMembers },
): readonly Child[] {
  const isEmpty = [old, fresh].some(({ count }) => count.to === 0)
  const hasItems = !isEmpty && old.items.length + fresh.items.length > 0
  const items: Child = {
    step: '[]',
    pairing: { side, old: old.items, new: fresh.items },
  }
  return [...(hasItems ? [items] : []), ...members.children]
}

/** Variants share what is written above them. */
function withoutRepeats({ deltas, children }: Part): Part {
  const unique = new Map(deltas.map((delta) => [JSON.stringify(delta), delta]))
  const pairings = new Map(children.map((child) => [child.pairing, child]))
  return { deltas: [...unique.values()], children: [...pairings.values()] }
}
