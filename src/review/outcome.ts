/** The outcome of a review: status, exit code, and the reason in one line. */
import { plural } from '../model/plural.ts'
import { noneAccepted, type Accepted } from '../acceptance/acceptance.ts'
import { levels, type Level, type Who } from './codes/code.ts'
import type { Review } from './review.ts'

export type FailOn = 'breaking' | 'risky' | 'none'

export type Outcome = {
  /** The worst level of a change that is not accepted. `not-compared` comes
   * before what is neither breaking nor risky: what was not seen may break.
   * `accepted`: nothing else breaks. */
  readonly status: Level | 'not-compared' | 'accepted' | 'unchanged'
  readonly exitCode: 0 | 1 | 3
  readonly why: string
  /** An accepted change counts as accepted alone. */
  readonly counts: Readonly<Record<Level | 'accepted', number>>
}

type Counted = Pick<Review, 'changes' | 'notCompared'> & {
  readonly accepted: number
}

export function outcomeOf(
  review: Review,
  {
    failOn,
    accepted = noneAccepted,
  }: { readonly failOn: FailOn; readonly accepted?: Accepted },
): Outcome {
  const { current } = accepted
  const changes = review.changes.filter((one) => !current.has(one.fingerprint))
  const counted = {
    changes,
    notCompared: review.notCompared,
    accepted: review.changes.length - changes.length,
  }
  const isWhole = review.notCompared.length === 0
  const fails =
    failOn !== 'none' &&
    changes.some(({ level }) => levels.indexOf(level) >= levels.indexOf(failOn))
  return {
    status: statusOf(counted),
    exitCode: fails ? 1 : isWhole ? 0 : 3,
    why: reasonOf(counted),
    counts: {
      breaking: countOf(counted, 'breaking'),
      risky: countOf(counted, 'risky'),
      compatible: countOf(counted, 'compatible'),
      editorial: countOf(counted, 'editorial'),
      accepted: counted.accepted,
    },
  }
}

function statusOf({
  changes,
  notCompared,
  accepted,
}: Counted): Outcome['status'] {
  const [worst] = changes
  if (worst?.level === 'breaking' || worst?.level === 'risky')
    return worst.level
  if (notCompared.length > 0) return 'not-compared'
  return accepted > 0 ? 'accepted' : (worst?.level ?? 'unchanged')
}

function countOf({ changes }: Counted, level: Level): number {
  return changes.filter((change) => change.level === level).length
}

/** `2 changes break callers, 1 is risky, 3 are compatible, 1 is accepted`. */
function reasonOf(counted: Counted): string {
  const { changes, notCompared, accepted } = counted
  const hit = (who: Who, name: string): readonly string[] => {
    const { length } = changes.filter(
      (change) => change.level === 'breaking' && change.who === who,
    )
    const verb = length === 1 ? 'breaks' : 'break'
    return length === 0 ? [] : [`${plural(length, 'change')} ${verb} ${name}`]
  }
  const parts = [
    ...hit('caller', 'callers'),
    ...hit('reader', 'readers'),
    ...hit('everybody', 'everybody'),
    ...are(countOf(counted, 'risky'), 'risky'),
    ...are(countOf(counted, 'compatible'), 'compatible'),
    ...are(accepted, 'accepted'),
    ...(notCompared.length === 0
      ? []
      : [`${plural(notCompared.length, 'part')} cannot be compared`]),
  ]
  return parts.length === 0 ? 'nothing changed' : parts.join(', ')
}

function are(count: number, what: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? 'is' : 'are'} ${what}`]
}
