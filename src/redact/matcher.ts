/** The matcher: replaces any of many strings in one pass over a text.
 *
 * A reply may mint thousands of tokens and be megabytes long, so its time must
 * not be their product: a place is looked at closely only where a known string
 * begins. */

type Match = { readonly length: number; readonly replacement: string }

export type Matcher = {
  readonly add: (form: string, replacement: string) => void
  /** The longest string that begins at a place wins; the first place first. */
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
    return known
  }
  const replace = (text: string): string => {
    let clean = ''
    let copied = 0
    let mark = 0
    for (let end = 0; end < text.length; end += 1) {
      mark = marking(mark, text, end)
      const at = end - marked + 1
      if (at < copied || !isMarked(mark)) continue
      const found = matchAt(text, at)
      if (!found) continue
      clean += text.slice(copied, at) + found.replacement
      copied = at + found.length
    }
    return copied === 0 ? text : clean + text.slice(copied)
  }
  return { add, replace, isMarked, matchAt }
}

/** How many characters a mark is made of. */
const marked = 4
const markMask = 0x3fff

/** The mark of four characters, from that of the four before: what is older is
 * shifted out of its fourteen bits. */
function marking(mark: number, text: string, at: number): number {
  return ((mark << 4) ^ text.charCodeAt(at)) & markMask
}
