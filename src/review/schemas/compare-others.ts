/** Compares whether objects may have properties that are not documented. */
import type { Alternative, Spot } from './alternative.ts'
import type { RuleDelta } from './delta.ts'
import type { Both, Documents } from './pairing.ts'
import { writtenAt } from './written-at.ts'

/** @param others undefined where an object has none. */
export function deltasOfOthers(
  others: Both<Spot | undefined>,
  {
    objects,
    documents,
  }: { readonly objects: Both<Alternative>; readonly documents: Documents },
): readonly RuleDelta[] {
  const { old, new: fresh } = others
  if ((old === undefined) === (fresh === undefined)) return []
  const words = ['additionalProperties']
  return [
    {
      kind: 'rule',
      aspect: 'closed',
      relation: old ? 'narrower' : 'wider',
      before: textOf(old),
      after: textOf(fresh),
      old: writtenAt(documents.old, objects.old.pointers, words),
      new: writtenAt(documents.new, objects.new.pointers, words),
    },
  ]
}

function textOf(others: Spot | undefined): string {
  return others ? 'other properties are allowed' : 'no other properties'
}
