/** Walks through all that an operation uses and gives every difference its
 * place. */
import type { Difference, Link } from './difference.ts'
import { judgeDelta } from './levels.ts'
import { placeInComponent } from './place.ts'
import type { Part } from './operations/compare-contents.ts'
import type { Comparison } from './schemas/compare.ts'
import type { Delta, Side } from './schemas/delta.ts'
import type { Child, Pairing } from './schemas/pairing.ts'

/** What the two contracts say in a way that cannot be compared. */
export type NotCompared = {
  readonly at: string
  readonly why: string
  readonly operation: string
}

export type Walked = {
  readonly differences: readonly Difference[]
  readonly notCompared: readonly NotCompared[]
  readonly visits: readonly Visit[]
}

/** Two schemas that an operation uses. */
export type Visit = {
  readonly pairing: Pairing
  readonly at: string
  readonly route: readonly Link[]
  readonly operation: string
}

export function walk(
  { deltas, children }: Part,
  {
    side,
    operation,
    comparison,
  }: {
    readonly side: Side
    readonly operation: string
    readonly comparison: Comparison
  },
): Walked {
  const differences = deltas.map((delta) =>
    placed(delta, { at: '', side, operation, route: [] }),
  )
  const notCompared: NotCompared[] = []
  const visits: Visit[] = []
  const seen = new Set<Pairing>()
  const open = children.map((child) => below({ at: '', route: [] }, child))
  // It grows while it is read: the shortest way comes first.
  for (const next of open) {
    const { at, route, content: given } = next
    const pairing = comparison.pair(next.pairing)
    if (seen.has(pairing)) continue
    seen.add(pairing)
    if (!given) visits.push({ pairing, at, route, operation })
    const content = given ?? comparison.contentOf(pairing)
    if (content.problem !== undefined)
      notCompared.push({
        at: placeOf(pairing, at),
        why: content.problem,
        operation,
      })
    for (const delta of content.deltas)
      differences.push(placed(delta, { at, side, operation, route }))
    open.push(...content.children.map((child) => below({ at, route }, child)))
  }
  return { differences, notCompared, visits }
}

/** Of a schema that cannot be compared. */
function placeOf({ old, new: fresh }: Pairing, at: string): string {
  const places = [...old, ...fresh].map(placeInComponent)
  return places.find((place) => place !== undefined)?.at ?? (at || 'body')
}

type Open = {
  readonly at: string
  readonly route: readonly Link[]
} & Pick<Child, 'pairing' | 'content'>

function below({ at, route }: Pick<Open, 'at' | 'route'>, child: Child): Open {
  const { step, pairing, content } = child
  return {
    at: joined(at, step),
    route: [...route, child],
    pairing,
    ...(content && { content }),
  }
}

function joined(at: string, step: string): string {
  if (step === '' || at === '') return `${at}${step}`
  return step === '[]' ? `${at}[]` : `${at}.${step}`
}

/** What a component holds is placed there, whichever way led to it. */
function placed(
  delta: Delta,
  place: Pick<Difference, 'at' | 'operation' | 'route'> & {
    readonly side: Side
  },
): Difference {
  const name = delta.kind === 'member' ? delta.name : ''
  const { before, after, old, new: fresh } = delta
  const isNew = delta.kind === 'member' && delta.event === 'new'
  const written =
    placeInComponent(isNew ? fresh : old) ??
    placeInComponent(isNew ? old : fresh)
  return {
    ...place,
    ...judgeDelta(delta, place.side),
    what: delta.kind === 'rule' ? delta.aspect : delta.event,
    ...(delta.kind === 'rule' && { aspect: delta.aspect }),
    at: joined(place.at, name) || 'body',
    ...written,
    before,
    after,
    old,
    new: fresh,
    delta,
  }
}
