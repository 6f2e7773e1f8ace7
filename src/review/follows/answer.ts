/** The answer to a question: which contract the exchanges follow. */

export type Side = 'old' | 'new'

/** `both`: some follow the old contract and some the new one, or all of them
 * follow both. */
export type Answer = Side | 'both' | 'unknown'

/** What the exchanges show. */
export type Signs = {
  /** Each shows one contract, and breaks or exceeds the other one. */
  readonly strong: Readonly<Record<Side, number>>
  /** Each is as both contracts have it. Many of them show the stricter one. */
  readonly weak: number
  readonly stricter: Side | 'both'
  /** What is stricter holds for each object: a single exception breaks it. */
  readonly isForEach?: boolean
  /** What was counted, in one line. */
  readonly words: string
}

/** So many are needed before what was not seen counts as absent. */
const enough = 20

export function answerOf({
  strong,
  weak,
  stricter,
  isForEach = false,
}: Signs): Answer {
  const isShown = weak >= enough
  if (strong.old > 0 && strong.new > 0) return 'both'
  if (strong.old + strong.new === 0) return isShown ? stricter : 'unknown'
  const shown = strong.old > 0 ? 'old' : 'new'
  return isForEach && isShown && stricter !== shown ? 'both' : shown
}

export function wordsOf(signs: Signs): string {
  const { strong, weak, words } = signs
  const isFew = strong.old + strong.new === 0 && weak > 0 && weak < enough
  return isFew ? `${words}: fewer than ${enough} show nothing` : words
}
