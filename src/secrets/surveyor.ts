/** The surveyor: notes what a survey comes across. */
import { escapeAt, lineEndAt } from './escapes.ts'
import { hint, hintsOf } from './hints.ts'
import { cutAt, hitAt } from './hits.ts'
import type { Hit } from './hits.ts'
import type { Needles } from './needles.ts'
import { mayHoldBytes, shortestRun } from './runs.ts'
import { ShortLines } from './short-lines.ts'
import type { Range } from './view.ts'

/** @property isBroken by blanks */
export type Run = Range & { readonly isBroken: boolean }

export type Survey = {
  hints: number
  readonly hits: Hit[]
  /** Base64 and hexadecimal that hold something readable, and what was asked
   * for of the long words. */
  readonly runs: Run[]
  readonly words: Range[]
  /** A hostile text can have too many places that look like a secret. */
  isTooMuch: boolean
}

/** Of which length the words are that a survey reports. */
export type Lengths = ReadonlySet<number>

/** The beginnings of a gzip and of a zip, in base64. */
function isArchive(text: string, at: number): boolean {
  return text.startsWith('H4sI', at) || text.startsWith('UEsD', at)
}

function isNewLine(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code === 0x0a || code === 0x0d
}

/** Compared characters for each one of the text, and for each text. */
const workPerCharacter = 50
const workPerText = 1_000_000

const plus = 0x2b
const slash = 0x2f
const dot = 0x2e
const ellipsis = 0x2026

/** `"token":"abcdef"`, and no shorter token of Seam. */
const shortestHinted = 16

function isBetter(one: Hit, other: Hit): boolean {
  if (one.isWhole !== other.isWhole) return one.isWhole
  return one.to - one.from > other.to - other.from
}

/** Of the header of a JWT; shorter runs hold nothing. */
export const shortestJwt = 10

/** What the pass found on its way. */
export class Surveyor {
  #text = ''
  #needles: Needles | undefined
  #lengths: Lengths | undefined
  #work = { done: 0 }
  #found: Survey | undefined
  /** The run that may go on after blanks. */
  #from = -1
  #to = -1
  #isBroken = false
  readonly #lines = new ShortLines()

  begin(text: string, needles: Needles, lengths: Lengths | undefined): void {
    this.#text = text
    this.#needles = needles
    this.#lengths = lengths
    this.#work.done = 0
    this.#found = undefined
    this.#from = -1
    this.#isBroken = false
    this.#lines.clear()
  }

  onFour(four: number, at: number): void {
    const hints = hintsOf.get(four)
    if (hints !== undefined && this.#text.length >= shortestHinted) {
      this.#see().hints |= hints
    }
    const { done } = this.#work
    if (done > workPerText + this.#text.length * workPerCharacter) {
      this.#see().isTooMuch = true
      return
    }
    const samples = this.#needles?.samplesOf(four) ?? []
    const last = this.#found?.hits.at(-1)
    let best: Hit | undefined
    for (const sample of samples) {
      if (last?.needle === sample.needle && at < last.to) continue
      const hit = hitAt(this.#text, at, { sample, work: this.#work })
      if (hit && (!best || isBetter(hit, best))) best = hit
    }
    if (best) this.#see().hits.push(best)
  }

  onSpecial(at: number): void {
    if (this.#text.charCodeAt(at) === ellipsis) {
      const hit = this.#needles && cutAt(this.#text, at, this.#needles)
      if (hit) this.#see().hits.push(hit)
      return
    }
    if (lineEndAt(this.#text, at)) this.#see().hints |= hint.lineEnd
    const isKnown = ((this.#found?.hints ?? 0) & hint.escape) !== 0
    if (!isKnown && escapeAt(this.#text, at)) this.#see().hints |= hint.escape
  }

  endRun(from: number, to: number): void {
    const length = to - from
    if (this.#from >= 0 && this.#lines.isNext(this.#text, from, to)) {
      this.#to = to
      this.#lines.extend(to)
    } else if (length >= shortestRun) {
      if (this.#from < 0) this.#from = from
      else this.#isBroken = true
      this.#to = to
      if (this.#lengths) this.#reportWords(from, to)
    } else if (this.#from >= 0 && isNewLine(this.#text, from - 1)) {
      // The last line of base64 is shorter.
      this.#to = to
      this.#isBroken = true
      this.breakRuns()
    } else if (this.#from >= 0) {
      this.breakRuns()
    }
    if (length >= shortestJwt && this.#text.charCodeAt(to) === dot) {
      const word = this.#text.slice(from, to)
      if (/(?:^|[+/])ey[\w-]{8,}$/.test(word)) this.#see().hints |= hint.shape
    }
  }

  /** Base64 may come in lines that are shorter than a run. */
  endLine(from: number, to: number): void {
    if (this.#from >= 0) return
    const first = this.#lines.add(this.#text, from, to)
    if (first < 0) return
    this.#from = first
    this.#to = to
    this.#isBroken = true
  }

  seeDump(): void {
    this.#see().hints |= hint.dump
  }

  get isInRun(): boolean {
    return this.#from >= 0
  }

  /** No blank: the next run is another one. */
  breakRuns(): void {
    if (this.#from < 0) return
    const from = this.#from
    const to = this.#to
    const isBroken = this.#isBroken
    if (isBroken || mayHoldBytes(this.#text, from, to)) {
      this.#see().runs.push({ from, to, isBroken })
    } else if (isArchive(this.#text, from)) {
      this.#see().runs.push({ from, to, isBroken })
    }
    this.#from = -1
    this.#isBroken = false
    this.#lines.clear()
  }

  #reportWords(from: number, to: number): void {
    let start = from
    for (let at = from; at <= to; at += 1) {
      const code = at < to ? this.#text.charCodeAt(at) : slash
      if (code !== slash && code !== plus) continue
      if (this.#lengths?.has(at - start)) {
        this.#see().words.push({ from: start, to: at })
      }
      start = at + 1
    }
  }

  #see(): Survey {
    this.#found ??= {
      hints: 0,
      hits: [],
      runs: [],
      words: [],
      isTooMuch: false,
    }
    return this.#found
  }

  end(): Survey | undefined {
    this.breakRuns()
    return this.#found
  }
}
