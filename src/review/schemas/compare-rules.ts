/** Compares the rules of two alternatives, and whether null is allowed. */
import type { Alternative, Spot } from './alternative.ts'
import type { RuleDelta } from './delta.ts'
import { describeShape } from './describe.ts'
import type { Both, Documents } from './pairing.ts'
import { rowsFor } from './rules.ts'
import type { Shape } from './shape.ts'
import { isWrittenIn, writtenAt } from './written-at.ts'

export function deltasOfRules(
  both: Both<Alternative>,
  documents: Documents,
): readonly RuleDelta[] {
  const found = rowsFor(both.old, both.new).flatMap(
    (row): readonly RuleDelta[] => {
      const relation = row.relation(both.old, both.new)
      if (relation === 'equal') return []
      return [
        {
          kind: 'rule',
          aspect: row.aspect,
          relation,
          before: row.text(both.old),
          after: row.text(both.new),
          old: writtenAt(documents.old, both.old.pointers, row.words),
          new: writtenAt(documents.new, both.new.pointers, row.words),
        },
      ]
    },
  )
  const type = found.find(({ aspect }) => aspect === 'type')
  // A wider type lifts the rules of the old one, too: that is one change.
  return found.filter((one) => one === type || one.relation !== type?.relation)
}

export function deltaOfNull(
  { old, new: fresh }: Both<Shape>,
  {
    documents,
    pairing,
    homes,
  }: {
    readonly documents: Documents
    readonly pairing: Both<Spot>
    /** Where the rules are written, references followed. */
    readonly homes: Both<Spot>
  },
): readonly RuleDelta[] {
  if (old.isNullable === fresh.isNullable) return []
  const words = ['nullable']
  const isHere = (['old', 'new'] as const).some((which) =>
    isWrittenIn(documents[which], pairing[which], words),
  )
  // What is written beside a reference is no change of its target.
  const spots = isHere ? pairing : homes
  return [
    {
      kind: 'rule',
      aspect: 'null',
      relation: fresh.isNullable ? 'wider' : 'narrower',
      before: describeShape(old),
      after: describeShape(fresh),
      old: writtenAt(documents.old, spots.old, words),
      new: writtenAt(documents.new, spots.new, words),
    },
  ]
}

/** Throws an `Error` where one of them has what cannot be read, and the other
 * has not the same. */
export function requireRead({ old, new: fresh }: Both<Alternative>): void {
  const differing = [
    ...[...old.unread].filter((text) => !fresh.unread.has(text)),
    ...[...fresh.unread].filter((text) => !old.unread.has(text)),
  ]
  if (differing[0] !== undefined) throw new Error(differing[0])
}
