/** Needles: the values that a search looks for, by four characters in a row.
 *
 * Each run of twelve characters of a secret holds one of its samples. So a search
 * rules out most places by one look into a table. */
import { foldText } from './characters.ts'

/** Shorter values are not searched for: they may stand anywhere. */
export const shortestSecret = 6

/** A part of a secret that is this long is redacted, too. */
export const shortestPart = 12

/** Of a longer secret only the beginning is searched for. */
const longest = 4096

export type Needle = {
  readonly name: string
  readonly value: string
  readonly codes: Uint8Array
  /** Found in any case and with blanks in it, and in part. Words are not: a
   * response may give out anything as its token. */
  readonly isRandom: boolean
  /** Parts of what is before are no secret. */
  readonly publicLength: number
}

export type Sample = {
  readonly needle: Needle
  /** Where its last character stands among the codes, and in the value. */
  readonly code: number
  readonly place: number
}

const slotBits = 13

function slotOf(four: number): number {
  return Math.imul(four, 0x9e3779b1) >>> (32 - slotBits)
}

/** With the words that a survey reports. */
export function newSlots(fours: Iterable<number>): Uint8Array {
  const slots = new Uint8Array(1 << slotBits)
  for (const four of fours) slots[slotOf(four)] = 1
  return slots
}

const none: readonly never[] = []

/** Values of one sample: more would make a search slow. */
const mostOfSample = 32

export class Needles {
  /** By the slot of four characters: 0 where no sample has them. */
  slots: Uint8Array
  /** The shortest text that can hold a value or a part of one. */
  shortest: number
  readonly #base: Needles | undefined
  #samples: Map<number, Sample[]> | undefined
  #beginnings: Map<string, Needle[]> | undefined

  /** @param base its values are found, too; it gets no more of them. */
  constructor(base: Needles | Uint8Array) {
    const isNew = base instanceof Uint8Array
    this.#base = isNew ? undefined : base
    this.slots = isNew ? base : base.slots
    this.shortest = isNew ? shortestPart : base.shortest
  }

  /** Ignores a value that is too short. */
  add(value: string, name: string): void {
    if (value.length < shortestSecret) return
    if (!this.#samples) this.slots = this.slots.slice()
    this.#samples ??= new Map()
    this.#beginnings ??= new Map()
    this.shortest = Math.min(this.shortest, value.length)
    const { needle, places } = needleOf(value.slice(0, longest), name)
    for (const [four, code] of chosenFrom(needle)) {
      const known = this.#samples.get(four)
      if (known && known.length >= mostOfSample) continue
      const sample = { needle, code, place: places[code] ?? 0 }
      if (known) known.push(sample)
      else this.#samples.set(four, [sample])
      this.slots[slotOf(four)] = 1
    }
    const six = value.slice(0, shortestSecret)
    const alike = this.#beginnings.get(six)
    if (alike) alike.push(needle)
    else this.#beginnings.set(six, [needle])
  }

  samplesOf(four: number): readonly Sample[] {
    const own = this.#samples?.get(four) ?? none
    const others = this.#base?.samplesOf(four) ?? none
    if (own.length === 0) return others
    return others.length === 0 ? own : [...own, ...others]
  }

  /** Values that begin with these six characters. */
  beginningWith(six: string): readonly Needle[] {
    const own = this.#beginnings?.get(six) ?? none
    const others = this.#base?.beginningWith(six) ?? none
    return [...own, ...others]
  }
}

function needleOf(
  value: string,
  name: string,
): { readonly needle: Needle; readonly places: Int32Array } {
  const { codes, places } = foldText(value)
  const isLong = value.length >= shortestPart
  const isRandom = isLong && holdsKinds(value)
  // The header and the payload of a JWT are much the same in many.
  const isJwt = /^ey[\w-]+\.[\w-]+\./.test(value)
  const publicLength = isJwt ? value.lastIndexOf('.') + 1 : 0
  return { needle: { name, value, codes, isRandom, publicLength }, places }
}

/** Words and names of properties have letters of one kind. */
export function holdsKinds(text: string): boolean {
  const hasLower = /[a-z]/.test(text)
  const hasUpper = /[A-Z]/.test(text)
  if (hasLower && hasUpper) return true
  return (hasLower || hasUpper) && /\d/.test(text)
}

/** Samples, each with the place of its last character: of the twelve characters
 * of a part, the last nine may be such a place. */
function chosenFrom({
  codes,
  isRandom,
  publicLength,
}: Needle): ReadonlyMap<number, number> {
  const last = codes.length - 1
  const chosen = new Map<number, number>()
  const first = isRandom ? publicLength : 0
  let end = Math.min(first + shortestPart - 1, last)
  chosen.set(fourAt(codes, end), end)
  if (!isRandom) return chosen
  while (end + samplesApart <= last) {
    end += samplesApart
    const four = fourAt(codes, end)
    if (!chosen.has(four)) chosen.set(four, end)
  }
  return chosen
}

const samplesApart = shortestPart - 3

function fourAt(codes: Uint8Array, end: number): number {
  return (
    ((codes[end - 3] ?? 0) << 24) |
    ((codes[end - 2] ?? 0) << 16) |
    ((codes[end - 1] ?? 0) << 8) |
    (codes[end] ?? 0)
  )
}
