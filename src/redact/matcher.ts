/** The matcher: replaces any of many strings in one pass over a text.
 *
 * A reply may mint thousands of tokens and be megabytes long, so its time must
 * not be their product: a place is looked at closely only where a known string
 * begins. */

type Match = { readonly length: number; readonly replacement: string }

type Found = Match & { readonly at: number }

export type Matcher = {
  readonly add: (form: string, replacement: string) => void
  /** The longest string that begins at a place wins; the first place first. */
  readonly find: (text: string) => Iterable<Found>
  readonly replace: (text: string) => string
  /** Whether a known string may begin with the four characters of this mark. */
  readonly isMarked: (mark: number) => boolean
  readonly matchAt: (text: string, at: number) => Match | undefined
}

/** Shorter strings are never added. */
export const shortestForm = 6

/** Forms with the same beginning: what each becomes, and how long they are, so
 * that a place is asked once for each length and not for each form. */
type Group = {
  readonly replacements: Map<string, string>
  lengths: readonly number[]
}

/** @param shared what is known beside, and not added to any more. */
export function createMatcher(shared?: Matcher): Matcher {
  const marks = new Uint8Array(markMask + 1)
  const groups = new Map<string, Group>()

  const add = (form: string, replacement: string): void => {
    if (form.length < shortestForm) return
    const prefix = form.slice(0, shortestForm)
    const fresh: Group = { replacements: new Map(), lengths: [] }
    const group = groups.get(prefix) ?? fresh
    group.replacements.set(form, replacement)
    if (!group.lengths.includes(form.length)) {
      group.lengths = [...group.lengths, form.length].toSorted((a, b) => b - a)
    }
    groups.set(prefix, group)
    let mark = 0
    for (let at = 0; at < marked; at += 1) mark = marking(mark, form, at)
    marks[mark] = 1
  }
  const isMarked = (mark: number): boolean =>
    marks[mark] === 1 || shared?.isMarked(mark) === true

  const matchAt = (text: string, at: number): Match | undefined => {
    const group = groups.get(text.slice(at, at + shortestForm))
    const known = shared?.matchAt(text, at)
    for (const length of group?.lengths ?? []) {
      if (known && known.length >= length) break
      const replacement = group?.replacements.get(text.slice(at, at + length))
      if (replacement !== undefined) return { length, replacement }
    }
    return known ?? cutOffAt(group, text, at)
  }
  function* find(text: string): Generator<Found> {
    let mark = 0
    let next = 0
    for (let end = 0; end < text.length; end += 1) {
      mark = marking(mark, text, end)
      const at = end - marked + 1
      if (at < next || !isMarked(mark)) continue
      const match = matchAt(text, at)
      if (!match) continue
      yield { at, ...match }
      next = at + match.length
    }
  }
  const replace = (text: string): string => {
    let clean = ''
    let copied = 0
    for (const { at, length, replacement } of find(text)) {
      clean += text.slice(copied, at) + replacement
      copied = at + length
    }
    return copied === 0 ? text : clean + text.slice(copied)
  }
  return { add, find, replace, isMarked, matchAt }
}

/** What an excerpt ends with, and how long one is at most. */
const cut = '…'
const longestExcerpt = 600

/** An excerpt may have lost the end of a form; what is left goes all the same. */
function cutOffAt(
  group: Group | undefined,
  text: string,
  at: number,
): Match | undefined {
  const end = group ? text.indexOf(cut, at + shortestForm) : -1
  if (!group || end < 0 || end - at > longestExcerpt) return undefined
  const rest = text.slice(at, end)
  for (const [form, replacement] of group.replacements) {
    if (form.startsWith(rest)) return { length: rest.length, replacement }
  }
  return undefined
}

/** How many characters a mark is made of. */
const marked = 4
const markMask = 0x3fff

/** The mark of four characters, from that of the four before: what is older is
 * shifted out of its fourteen bits. */
function marking(mark: number, text: string, at: number): number {
  return ((mark << 4) ^ text.charCodeAt(at)) & markMask
}
