/** The search: finds secrets in a text as they are, broken, capitalised, in part,
 * and encoded in whatever nesting. */
import { isUtf8 } from 'node:buffer'
import { foldText } from './characters.ts'
import { lineEndAt } from './escapes.ts'
import { hint } from './hints.ts'
import type { Needles } from './needles.ts'
import { dumpsIn, packedIn } from './runs.ts'
import type { Packed } from './runs.ts'
import { survey } from './survey.ts'
import type { Lengths, Run, Survey } from './surveyor.ts'
import { tokensIn } from './token-shapes.ts'
import { unescape } from './unescape.ts'
import { plainView } from './view.ts'
import type { Range, View } from './view.ts'

/** A value, a part of one, what looks like a token, or a word by its hash. */
export type How = 'whole' | 'part' | 'shape' | 'marked'

export type Seen = Range & {
  /** Of the value; what is known by its shape is a kind of token. */
  readonly name: string
  readonly how: How
}

export type Archive = Pick<Packed, 'from' | 'bytes'>

export type Question = {
  readonly needles: Needles
  /** Words that have one of the hashes. */
  readonly marks?: {
    readonly lengths: Lengths
    readonly has: (word: string) => boolean
  }
  /** Of zip and gzip in base64. */
  readonly onArchive?: (archive: Archive) => void
  /** Each text inside, and the text itself. */
  readonly onView?: (view: View, hints: number) => void
}

/** One within the other. */
const deepest = 8

const tooMuch = 'more encodings than can be searched'

/** A shorter text holds no secret in a form that must be decoded. */
const shortestView = 6

/** Of all views of one text together, in characters. */
function budgetOf(text: string): number {
  return 65_536 + text.length * 8
}

/** Of an encoded secret, the whole run that holds it. They may overlap.
 * @returns undefined where nothing was found. */
export function searchText(
  text: string,
  question: Question,
): readonly Seen[] | undefined {
  const surveyed = survey(text, question.needles, question.marks?.lengths)
  if (!surveyed) return undefined
  const search = new Search(question, budgetOf(text))
  search.look(plainView(text), surveyed, 0)
  if (!search.isTooMuch) return search.seen
  // More than can be searched is not known to be clean.
  return [{ from: 0, to: text.length, name: tooMuch, how: 'whole' }]
}

class Search {
  readonly seen: Seen[] = []
  isTooMuch = false
  readonly #question: Question
  #left: number

  constructor(question: Question, budget: number) {
    this.#question = question
    this.#left = budget
  }

  look(view: View, surveyed: Survey, depth: number): void {
    const { text } = view
    const { hints, hits, words, runs } = surveyed
    if (surveyed.isTooMuch) this.isTooMuch = true
    this.#question.onView?.(view, hints)
    for (const { needle, isWhole, from, to } of hits) {
      const how = isWhole ? 'whole' : 'part'
      this.#see(view, { from, to, name: needle.name, how })
    }
    if ((hints & hint.shape) !== 0) this.#seeTokens(view)
    for (const word of words) {
      if (this.#question.marks?.has(text.slice(word.from, word.to))) {
        this.#see(view, { ...word, name: 'minted token', how: 'marked' })
      }
    }
    if (depth >= deepest) return
    if ((hints & hint.escape) !== 0) this.#enter(unescape(view), depth)
    // It may end inside of another escape.
    if ((hints & hint.lineEnd) !== 0) {
      this.#enter(unescape(view, lineEndAt), depth)
    }
    for (const run of runs) this.#unpack(view, run, depth)
    if ((hints & hint.dump) === 0) return
    for (const packed of dumpsIn(text)) {
      this.#enter(viewOf(view, packed, packed.bytes), depth)
    }
  }

  #seeTokens(view: View): void {
    for (const { index, token, kind } of tokensIn(view.text)) {
      const to = index + token.length
      this.#see(view, { from: index, to, name: kind, how: 'shape' })
    }
  }

  #see(view: View, { from, to, name, how }: Seen): void {
    const range = view.rangeOf({ from, to })
    this.seen.push({ from: range.from, to: range.to, name, how })
  }

  #enter(view: View, depth: number): void {
    const { text } = view
    if (text.length < shortestView || this.isTooMuch) return
    this.#left -= text.length
    if (this.#left < 0) {
      this.isTooMuch = true
      return
    }
    const { needles, marks } = this.#question
    const surveyed = survey(text, needles, marks?.lengths)
    if (surveyed) this.look(view, surveyed, depth + 1)
  }

  #unpack(view: View, run: Run, depth: number): void {
    const { text } = view
    const word = text.slice(run.from, run.to)
    const places = run.isBroken ? foldText(word).places : undefined
    const joined = places ? Array.from(places, (at) => word[at]).join('') : word
    const { onArchive } = this.#question
    if (onArchive && /^(?:UEsDB|H4sI)/.test(joined)) {
      const { from } = view.rangeOf({ from: run.from, to: run.from + 1 })
      onArchive({ from, bytes: Buffer.from(joined, 'base64') })
    }
    for (const packed of packedIn(joined, { from: 0, to: joined.length })) {
      const range = places
        ? {
            from: run.from + (places[packed.from] ?? 0),
            to: run.from + (places[packed.to - 1] ?? 0) + 1,
          }
        : withPadding(text, run)
      this.#enter(viewOf(view, range, packed.bytes), depth)
    }
  }
}

/** What was decoded has no places of its own. */
function viewOf(outer: View, range: Range, bytes: Buffer): View {
  const encoding = isUtf8(bytes) ? 'utf8' : 'latin1'
  return { text: bytes.toString(encoding), rangeOf: () => outer.rangeOf(range) }
}

function withPadding(text: string, { from, to }: Range): Range {
  const [padding = ''] = /^={0,2}/.exec(text.slice(to, to + 2)) ?? []
  return { from, to: to + padding.length }
}
