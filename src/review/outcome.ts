/** The outcome of a review: status, exit code, and the reason in one line. */
import { plural } from '../model/plural.ts'
import { levels, type Level, type Who } from './codes/code.ts'
import type { Review } from './review.ts'

export type FailOn = 'breaking' | 'risky' | 'none'

export type Outcome = {
  /** The worst level of a change. `not-compared` comes before what is neither
   * breaking nor risky: what was not seen may break. */
  readonly status: Level | 'not-compared' | 'unchanged'
  readonly exitCode: 0 | 1 | 3
  readonly why: string
  readonly counts: Readonly<Record<Level, number>>
}

export function outcomeOf(review: Review, failOn: FailOn): Outcome {
  const { changes, notCompared } = review
  const [worst] = changes
  const isHarmless =
    !worst || worst.level === 'compatible' || worst.level === 'editorial'
  const isWhole = notCompared.length === 0
  const fails =
    failOn !== 'none' &&
    changes.some(({ level }) => levels.indexOf(level) >= levels.indexOf(failOn))
  return {
    status:
      isHarmless && !isWhole ? 'not-compared' : (worst?.level ?? 'unchanged'),
    exitCode: fails ? 1 : isWhole ? 0 : 3,
    why: reasonOf(review),
    counts: {
      breaking: countOf(review, 'breaking'),
      risky: countOf(review, 'risky'),
      compatible: countOf(review, 'compatible'),
      editorial: countOf(review, 'editorial'),
    },
  }
}

function countOf({ changes }: Review, level: Level): number {
  return changes.filter((change) => change.level === level).length
}

/** `2 changes break callers, 1 is risky, 3 are compatible`. */
function reasonOf(review: Review): string {
  const { changes, notCompared } = review
  const hit = (who: Who, name: string): readonly string[] => {
    const { length } = changes.filter(
      (change) => change.level === 'breaking' && change.who === who,
    )
    const verb = length === 1 ? 'breaks' : 'break'
    return length === 0 ? [] : [`${plural(length, 'change')} ${verb} ${name}`]
  }
  const counted = (level: Level): readonly string[] => {
    const count = countOf(review, level)
    return count === 0
      ? []
      : [`${count} ${count === 1 ? 'is' : 'are'} ${level}`]
  }
  const parts = [
    ...hit('caller', 'callers'),
    ...hit('reader', 'readers'),
    ...hit('everybody', 'everybody'),
    ...counted('risky'),
    ...counted('compatible'),
    ...(notCompared.length === 0
      ? []
      : [`${plural(notCompared.length, 'part')} cannot be compared`]),
  ]
  return parts.length === 0 ? 'nothing changed' : parts.join(', ')
}
