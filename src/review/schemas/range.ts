/** Ranges: the sizes or numbers that a schema allows. */
import type { Relation } from './relations.ts'

export type Range = {
  readonly from: number
  readonly to: number
  /** Whether the limit itself is outside. */
  readonly isFromOpen: boolean
  readonly isToOpen: boolean
}

export const everyNumber: Range = {
  from: -Infinity,
  to: Infinity,
  isFromOpen: false,
  isToOpen: false,
}

/** Of lengths and counts. */
export const everySize: Range = { ...everyNumber, from: 0 }

export function intersect(a: Range, b: Range): Range {
  const lower = isTighterFrom(a, b) ? a : b
  const upper = isTighterTo(a, b) ? a : b
  return {
    from: lower.from,
    isFromOpen: lower.isFromOpen,
    to: upper.to,
    isToOpen: upper.isToOpen,
  }
}

/** Among whole numbers, "above 2" and "from 3" are the same. */
export function wholeRange(range: Range): Range {
  const from = Math.ceil(range.from)
  const to = Math.floor(range.to)
  return {
    from: range.isFromOpen && from === range.from ? from + 1 : from,
    to: range.isToOpen && to === range.to ? to - 1 : to,
    isFromOpen: false,
    isToOpen: false,
  }
}

export function holds(range: Range, value: number): boolean {
  const isAbove = range.isFromOpen ? value > range.from : value >= range.from
  const isBelow = range.isToOpen ? value < range.to : value <= range.to
  return isAbove && isBelow
}

export function relationOfRanges(old: Range, fresh: Range): Relation {
  const losesLow = isTighterFrom(fresh, old)
  const losesHigh = isTighterTo(fresh, old)
  const gainsLow = isTighterFrom(old, fresh)
  const gainsHigh = isTighterTo(old, fresh)
  if (!losesLow && !losesHigh) return gainsLow || gainsHigh ? 'wider' : 'equal'
  return gainsLow || gainsHigh ? 'changed' : 'narrower'
}

/** `1…5`, `above 0`, `any`. */
export function describeRange(range: Range): string {
  const { from, to, isFromOpen, isToOpen } = range
  const lower = isFromOpen ? `above ${from}` : `at least ${from}`
  const upper = isToOpen ? `below ${to}` : `at most ${to}`
  if (from === to) return `exactly ${from}`
  const words = [
    ...(from === -Infinity ? [] : [lower]),
    ...(to === Infinity ? [] : [upper]),
  ]
  return words.length === 0 ? 'any' : words.join(', ')
}

function isTighterFrom(a: Range, b: Range): boolean {
  if (a.from !== b.from) return a.from > b.from
  return a.isFromOpen && !b.isFromOpen
}

function isTighterTo(a: Range, b: Range): boolean {
  if (a.to !== b.to) return a.to < b.to
  return a.isToOpen && !b.isToOpen
}
