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

/** The places of words that have one of the hashes. */
export function* findMarked(
  text: string,
  { marks, salt }: { readonly marks: ReadonlySet<Mark>; readonly salt: string },
): Generator<number> {
  if (marks.size === 0) return
  const lengths = new Set([...marks].map((mark) => Number.parseInt(mark, 10)))
  for (const { 0: word, index } of text.matchAll(words)) {
    // Only words of a known length are hashed: there are few.
    if (lengths.has(word.length) && marks.has(markWord(word, salt))) yield index
  }
}

function markWord(word: string, salt: string): Mark {
  const hash = createHash('sha256').update(`${salt} ${word}`).digest('hex')
  return `${word.length}:${hash}`
}
