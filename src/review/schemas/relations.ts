/** Relations: what a new rule allows, beside what the old one allowed. */

/** `narrower`: the new one allows less. `changed`: neither contains the other, or
 * it cannot be decided. */
export type Relation = 'equal' | 'narrower' | 'wider' | 'changed'

/** Of two sets of what is allowed. */
export function relationOfSets<Item>(
  old: ReadonlySet<Item>,
  fresh: ReadonlySet<Item>,
): Relation {
  const isLess = [...old].some((item) => !fresh.has(item))
  const isMore = [...fresh].some((item) => !old.has(item))
  if (isLess && isMore) return 'changed'
  if (isLess) return 'narrower'
  return isMore ? 'wider' : 'equal'
}

/** Of two sets of rules that hold together: more rules allow less. */
export function relationOfRules<Rule>(
  old: ReadonlySet<Rule>,
  fresh: ReadonlySet<Rule>,
): Relation {
  return mirrored(relationOfSets(old, fresh))
}

/** Of what must be divisible by each of the numbers. */
export function relationOfMultiples(
  old: ReadonlySet<number>,
  fresh: ReadonlySet<number>,
): Relation {
  const keepsOld = [...old].every((one) => isImplied(one, fresh))
  const addsNone = [...fresh].every((one) => isImplied(one, old))
  if (keepsOld && addsNone) return 'equal'
  if (keepsOld) return 'narrower'
  return addsNone ? 'wider' : 'changed'
}

/** Whether each multiple of all `others` is one of `step`, too. */
function isImplied(step: number, others: ReadonlySet<number>): boolean {
  return [...others].some((other) => {
    const ratio = other / step
    return Math.abs(ratio - Math.round(ratio)) < 1e-9 && Math.round(ratio) > 0
  })
}

function mirrored(relation: Relation): Relation {
  if (relation === 'narrower') return 'wider'
  return relation === 'wider' ? 'narrower' : relation
}
