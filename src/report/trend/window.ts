/** The days that the trend page shows, and where each of them stands. Pure. */
import type { Trend } from '../../monitor/trend/days.ts'

const dayMs = 86_400_000
const fewest = 30
const most = 400

/** Oldest first, without a hole: `2027-03-01`. */
export type Window = readonly string[]

/** From the first day with a run until today. */
export function windowOf({ days }: Trend, todayMs: number): Window {
  const first = Object.keys(days).toSorted()[0]
  const firstMs = first === undefined ? todayMs : Date.parse(first)
  const count = Math.floor(todayMs / dayMs) - Math.floor(firstMs / dayMs) + 1
  const shown = Math.min(most, Math.max(fewest, count))
  return Array.from({ length: shown }, (_, index) =>
    new Date(todayMs - (shown - 1 - index) * dayMs).toISOString().slice(0, 10),
  )
}

/** Days in a row that look the same. */
export type Segment<Tone> = {
  readonly tone: Tone
  /** Index of its first day. */
  readonly from: number
  readonly days: number
}

/** @param toneOf undefined draws nothing: a gap. */
export function segmentsOf<Tone>(
  window: Window,
  toneOf: (day: string, index: number) => Tone | undefined,
): readonly Segment<Tone>[] {
  const segments: Segment<Tone>[] = []
  for (const [index, day] of window.entries()) {
    const tone = toneOf(day, index)
    if (tone === undefined) continue
    const last = segments.at(-1)
    const goesOn = last?.tone === tone && last.from + last.days === index
    if (last && goesOn) segments[segments.length - 1] = grown(last)
    else segments.push({ tone, from: index, days: 1 })
  }
  return segments
}

function grown<Tone>(segment: Segment<Tone>): Segment<Tone> {
  return { ...segment, days: segment.days + 1 }
}

/** `2027-03-01`, or `2027-03-01 to 2027-03-04`. */
export function daysOf(
  window: Window,
  { from, days }: Omit<Segment<unknown>, 'tone'>,
): string {
  const [first = '', last = ''] = [window[from], window[from + days - 1]]
  return first === last ? first : `${first} to ${last}`
}
