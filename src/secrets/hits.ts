/** Hits: how much of a value stands at a place. */
import { folded, isIgnored, meaningAt } from './characters.ts'
import { holdsKinds, shortestPart, shortestSecret } from './needles.ts'
import type { Needle, Needles, Sample } from './needles.ts'
import type { Range } from './view.ts'

export type Hit = Range & {
  readonly needle: Needle
  readonly isWhole: boolean
}

/** Counts the characters that were compared. */
export type Work = { done: number }

/** @param at where the last character of the sample stands. */
export function hitAt(
  text: string,
  at: number,
  {
    sample: { needle, code, place },
    work,
  }: { readonly sample: Sample; readonly work: Work },
): Hit | undefined {
  if (!needle.isRandom) {
    const from = at - place
    work.done += 1 + needle.value.length / 32
    if (from < 0 || !text.startsWith(needle.value, from)) return undefined
    return { needle, from, to: from + needle.value.length, isWhole: true }
  }
  const before = extend(text, at, { needle, code, step: -1 })
  const after = extend(text, at, { needle, code, step: 1 })
  work.done += before.seen + after.seen
  const length = before.length + after.length + 1
  const range = { from: at - before.seen, to: at + after.seen + 1 }
  if (length === needle.codes.length) return { needle, ...range, isWhole: true }
  const first = Math.max(needle.publicLength, code - before.length)
  const part = needle.value.slice(first, code + after.length + 1)
  if (part.length < shortestPart || !holdsKinds(part)) return undefined
  if (isSequence(part)) return undefined
  return { needle, ...range, isWhole: false }
}

/** Digits and letters in their order stand in many programs. */
function isSequence(part: string): boolean {
  const plain = part.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return sequences.some((it) => it.includes(plain))
}

const letters = 'abcdefghijklmnopqrstuvwxyz'
const sequences = [
  `0123456789${letters}${letters}`,
  `${letters}${letters}0123456789`,
  `123456789${letters.replaceAll(/[ilo]/g, '')}`,
]

/** How many more characters agree, and how many of the text these are with those
 * that are ignored between them. */
function extend(
  text: string,
  at: number,
  {
    needle: { codes },
    code,
    step,
  }: { readonly needle: Needle; readonly code: number; readonly step: 1 | -1 },
): { readonly length: number; readonly seen: number } {
  let length = 0
  let seen = 0
  let next = at + step
  while (codes[code + (length + 1) * step] !== undefined) {
    let meaning = 0
    while (meaning === 0 && next >= 0 && next < text.length) {
      meaning = meaningAt(text, next) & folded
      if (meaning === 0) next += step
    }
    if (meaning !== codes[code + (length + 1) * step]) break
    length += 1
    seen = Math.abs(next - at)
    next += step
  }
  return { length, seen }
}

/** The beginning of a value before the place where an excerpt was cut.
 * @param at of the sign that an excerpt ends with. */
export function cutAt(
  text: string,
  at: number,
  needles: Needles,
): Hit | undefined {
  let first = at
  while (first > 0 && at - first < longestCut && isInWord(text, first - 1)) {
    first -= 1
  }
  for (let from = first; from <= at - shortestSecret; from += 1) {
    const rest = text.slice(from, at)
    const needle = needles
      .beginningWith(rest.slice(0, shortestSecret))
      .find(({ value }) => value.startsWith(rest) && !isPublic(rest))
    if (needle) return { needle, from, to: at, isWhole: false }
  }
  return undefined
}

const longestCut = 600

function isInWord(text: string, at: number): boolean {
  return !isIgnored(text, at) && !'"…'.includes(text.charAt(at))
}

/** Each token of a kind begins so. */
function isPublic(beginning: string): boolean {
  return /^seam_[a-z]*$/.test(beginning)
}
