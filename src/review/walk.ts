/** Walks through all that an operation uses and gives every difference its
 * place. */
import type { Difference } from './difference.ts'
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
    placed(delta, { at: '', side, operation }),
  )
  const notCompared: NotCompared[] = []
  const seen = new Set<Pairing>()
  const open = children.map((child) => below('', child))
  for (let next = open.pop(); next; next = open.pop()) {
    const { at } = next
    const pairing = comparison.pair(next.pairing)
    if (seen.has(pairing)) continue
    seen.add(pairing)
    const content = comparison.contentOf(pairing)
    if (content.problem !== undefined)
      notCompared.push({ at: at || 'body', why: content.problem, operation })
    for (const delta of content.deltas)
      differences.push(placed(delta, { at, side, operation }))
    open.push(...content.children.map((child) => below(at, child)))
  }
  return { differences, notCompared }
}

type Open = { readonly at: string; readonly pairing: Pairing }

function below(at: string, { step, pairing }: Child): Open {
  return { at: joined(at, step), pairing }
}

function joined(at: string, step: string): string {
  if (step === '' || at === '') return `${at}${step}`
  return step === '[]' ? `${at}[]` : `${at}.${step}`
}

/** What a component holds is placed there, whichever way led to it. */
function placed(
  delta: Delta,
  place: Pick<Difference, 'at' | 'operation'> & { readonly side: Side },
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
  }
}
