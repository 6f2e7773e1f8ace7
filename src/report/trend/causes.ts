/** The bars of causes on the trend page: when each one was seen. Pure. */
import type { CauseName, Day, Trend } from '../../monitor/trend/days.ts'
import { segmentsOf } from './window.ts'
import type { Segment, Window } from './window.ts'

/** `unknown`: it was there before, and no run of the day looked for it. */
export type CauseTone = 'seen' | 'accepted' | 'unknown'

export type CauseRow = CauseName & {
  readonly key: string
  readonly bars: readonly Segment<CauseTone>[]
  /** Days on which it was seen. */
  readonly days: number
  readonly lastSeen: string
}

/** The last seen first. */
export function causeRows(
  { days, causes }: Trend,
  window: Window,
): readonly CauseRow[] {
  return Object.entries(causes)
    .map(([key, name]) => {
      const tones = tonesOf(
        window.map((day) => days[day]?.causes[key]),
        {
          hasRun: window.map((day) => hasRun(days[day])),
        },
      )
      const seen = window.filter(
        (_, index) => tones[index] === 'seen' || tones[index] === 'accepted',
      )
      return {
        key,
        ...name,
        bars: segmentsOf(window, (_, index) => tones[index]),
        days: seen.length,
        lastSeen: seen.at(-1) ?? '',
      }
    })
    .filter((row) => row.days > 0)
    .toSorted(
      (one, other) =>
        other.lastSeen.localeCompare(one.lastSeen) ||
        one.key.localeCompare(other.key),
    )
}

function hasRun(day: Day | undefined): boolean {
  if (!day) return false
  return Object.values(day.runs).some((count) => count > 0)
}

function tonesOf(
  marks: readonly (Day['causes'][string] | undefined)[],
  { hasRun: ran }: { readonly hasRun: readonly boolean[] },
): readonly (CauseTone | undefined)[] {
  let isThere = false
  return marks.map((mark, index) => {
    if (mark !== undefined) isThere = mark !== '.'
    if (mark === 'x') return 'seen'
    if (mark === 'a') return 'accepted'
    return mark === undefined && isThere && ran[index] ? 'unknown' : undefined
  })
}
