/** The matcher: replaces many values, in any of their forms, in one pass over a
 * text.
 *
 * A reply may mint thousands of tokens and be megabytes long, so its time must
 * not be their product: a place is looked at closely only where a form may
 * begin, and most are stepped over (Wu and Manber, 1994). */
import {
  escapedFormsOf,
  packedBeginningsOf,
  packedFormsOf,
  shortestForm,
} from './encodings.ts'

type Match = { readonly length: number; readonly replacement: string }

type Found = Match & { readonly at: number }

export type Matcher = {
  /** Searches for this value from now on; ignores one that is too short. */
  readonly add: (value: string, replacement: string) => void
  /** The first place from here on where a form begins; the longest one wins. */
  readonly find: (text: string, from: number) => Found | undefined
  readonly replace: (text: string) => string
  readonly matchAt: (text: string, at: number) => Match | undefined
  /** By the block at the end of a beginning, how far it is to the next place
   * where a form may begin; 0 where it may begin here. */
  readonly steps: Uint8Array
}

/** Forms with the same beginning, and how long they are, so that a place is
 * asked once for each length and not for each form. */
type Group = {
  readonly forms: Named[]
  lengths: readonly number[]
  /** Values with packed forms that begin so, which are yet to be worked out:
   * hardly any text holds one. */
  readonly packed: Named[]
}

type Named = readonly [text: string, replacement: string]

/** The forms of all values, by their beginnings. */
type Index = Pick<Matcher, 'add' | 'steps'> & {
  /** Forms that may begin at this place. */
  readonly groupAt: (text: string, at: number) => Group | undefined
  /** What replaces exactly this form. */
  readonly replacementOf: (form: string) => string | undefined
}

/** @param shared values that are known already; it gets no more of them. */
export function createMatcher(shared?: Matcher): Matcher {
  const { add, steps, groupAt, replacementOf } = createIndex(shared)
  const matchAt = (text: string, at: number): Match | undefined => {
    const group = groupAt(text, at)
    const known = shared?.matchAt(text, at)
    for (const length of group?.lengths ?? []) {
      if (known && known.length >= length) break
      const replacement = replacementOf(text.slice(at, at + length))
      if (replacement !== undefined) return { length, replacement }
    }
    return known ?? (group && cutOffAt(group, text, at))
  }
  const find = (text: string, from: number): Found | undefined => {
    const end = text.length - shortestForm
    let at = from
    while (at <= end) {
      const step = steps[blockAt(text, at + lastBlock)] ?? 0
      const match = step === 0 ? matchAt(text, at) : undefined
      if (match) return { at, ...match }
      at += step || 1
    }
    return undefined
  }
  const replace = (text: string): string => {
    let clean = ''
    let copied = 0
    let found = find(text, 0)
    while (found) {
      clean += text.slice(copied, found.at) + found.replacement
      copied = found.at + found.length
      found = find(text, copied)
    }
    return copied === 0 ? text : clean + text.slice(copied)
  }
  return { add, find, replace, matchAt, steps }
}

function createIndex(shared: Matcher | undefined): Index {
  const steps =
    shared?.steps.slice() ?? new Uint8Array(blockMask + 1).fill(lastBlock + 1)
  const groups = new Map<string, Group>()
  const replacements = new Map<string, string>()

  const groupOf = (beginning: string): Group => {
    const known = groups.get(beginning)
    if (known) return known
    for (let at = 0; at <= lastBlock; at += 1) {
      const block = blockAt(beginning, at)
      steps[block] = Math.min(steps[block] ?? 0, lastBlock - at)
    }
    const group: Group = { forms: [], lengths: [], packed: [] }
    groups.set(beginning, group)
    return group
  }
  const addForm = (form: string, replacement: string): void => {
    if (replacements.has(form)) return
    replacements.set(form, replacement)
    const group = groupOf(form.slice(0, shortestForm))
    group.forms.push([form, replacement])
    if (group.lengths.includes(form.length)) return
    group.lengths = [...group.lengths, form.length].toSorted((a, b) => b - a)
  }
  return {
    steps,
    add: (value, replacement) => {
      if (value.length < shortestForm) return
      for (const form of escapedFormsOf(value)) addForm(form, replacement)
      for (const beginning of packedBeginningsOf(value)) {
        groupOf(beginning).packed.push([value, replacement])
      }
    },
    groupAt: (text, at) => {
      const group = groups.get(text.slice(at, at + shortestForm))
      if (!group || group.packed.length === 0) return group
      for (const [value, replacement] of group.packed.splice(0)) {
        for (const form of packedFormsOf(value)) addForm(form, replacement)
      }
      return group
    },
    replacementOf: (form) => replacements.get(form),
  }
}

/** What an excerpt ends with, and how long one is at most. */
const cut = '…'
const longestExcerpt = 600

/** An excerpt may have lost the end of a form; what is left goes all the same. */
function cutOffAt(group: Group, text: string, at: number): Match | undefined {
  const excerpt = text.slice(at, at + longestExcerpt)
  const end = excerpt.indexOf(cut, shortestForm)
  if (end < 0) return undefined
  const rest = excerpt.slice(0, end)
  for (const [form, replacement] of group.forms) {
    if (form.startsWith(rest)) return { length: rest.length, replacement }
  }
  return undefined
}

/** A block is so many characters: enough to be rare. */
const blockLength = 3
/** Where the last block of a beginning stands in it. */
const lastBlock = shortestForm - blockLength
const blockMask = 0xfff

/** The block as a number. Where two have the same one, a place is looked at in
 * vain. */
function blockAt(text: string, at: number): number {
  const first = text.charCodeAt(at) << 6
  const second = text.charCodeAt(at + 1) << 3
  return (first ^ second ^ text.charCodeAt(at + 2)) & blockMask
}
