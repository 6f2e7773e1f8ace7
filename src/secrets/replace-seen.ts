/** Replaces what a search has found. */
import type { How, Seen } from './search.ts'

/** Of those that begin at the same place the first kind counts. */
const rank: Readonly<Record<How, number>> = {
  whole: 0,
  part: 1,
  shape: 2,
  marked: 3,
}

/** The text with a replacement for each; of those that overlap, for the first
 * and longest. */
export function replaceSeen(
  text: string,
  seen: readonly Seen[],
  replacementOf: (seen: Seen) => string,
): string {
  const inOrder = seen.toSorted(
    (a, b) => a.from - b.from || rank[a.how] - rank[b.how] || b.to - a.to,
  )
  let clean = ''
  let copied = 0
  for (const one of inOrder) {
    if (one.from >= copied) {
      clean += text.slice(copied, one.from) + replacementOf(one)
    }
    copied = Math.max(copied, one.to)
  }
  return clean + text.slice(copied)
}
