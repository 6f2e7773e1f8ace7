/** Token hashes: an audit recognises a token by its hash, and no token is stored. */
import { createHash } from 'node:crypto'

/** `58:9f86d0…`: the length of the secret's longest word, and its salted hash. */
export type Mark = string

const words = /[A-Za-z0-9_-]+/g

/** Shorter words could be guessed from their hash, and stand in any text. */
const shortestWord = 16

/** Undefined where no word of the secret is long enough.
 * @param salt the run's id: the same secret has another mark in every run. */
export function markOf(secret: string, salt: string): Mark | undefined {
  const [longest = ''] = (secret.match(words) ?? []).toSorted(
    (a, b) => b.length - a.length,
  )
  return longest.length < shortestWord ? undefined : markWord(longest, salt)
}

/** Recognises words that have one of the hashes. */
export function createMarked({
  marks,
  salt,
}: {
  readonly marks: ReadonlySet<Mark>
  readonly salt: string
}): {
  readonly lengths: ReadonlySet<number>
  readonly has: (word: string) => boolean
} {
  const lengths = new Set([...marks].map((mark) => Number.parseInt(mark, 10)))
  // The same ids come again in many files, and a hash takes long.
  const known = new Map<string, boolean>()
  const has = (word: string): boolean => {
    const found = known.get(word) ?? marks.has(markWord(word, salt))
    known.set(word, found)
    return found
  }
  return { lengths, has }
}

/** Whatever the case of its letters. */
function markWord(word: string, salt: string): Mark {
  const text = `${salt} ${word.toLowerCase()}`
  const hash = createHash('sha256').update(text).digest('hex')
  return `${word.length}:${hash}`
}
