/** Positions in a text: from an offset to line and column, both from 1. */
import type { Place } from './problem.ts'

/** The offset at which each line begins. */
export function lineStartsOf(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
}

export function positionAt(
  lineStarts: readonly number[],
  offset: number,
): Pick<Place, 'line' | 'column'> {
  let low = 0
  let high = lineStarts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((lineStarts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 }
}
