/** Hints: what may be in a text, as a survey sees it. */
import { Needles, newSlots } from './needles.ts'

/** What may be in a text. */
export const hint = {
  /** A token by its shape. */
  shape: 1,
  /** A property whose name says that it is a secret. */
  property: 2,
  escape: 4,
  /** Bytes in hexadecimal, one by one. */
  dump: 8,
  /** A line of quoted-printable that goes on in the next one. */
  lineEnd: 16,
} as const

/** Each stands in all that it hints at. */
export const hintsOf: ReadonlyMap<number, number> = new Map(
  (
    [
      ['eam_', hint.shape],
      ['ken"', hint.property],
      ['ret"', hint.property],
      ['ord"', hint.property],
      ['pi_k', hint.property],
      ['te_k', hint.property],
      ['le_k', hint.property],
    ] as const
  ).map(([word, meaning]) => [fourOf(word), meaning]),
)

function fourOf(word: string): number {
  return [...word].reduce((four, it) => (four << 8) | it.charCodeAt(0), 0)
}

/** Of no value, but with what a survey reports of any text. */
export const noNeedles = new Needles(newSlots(hintsOf.keys()))
