/** The scan: finds the places and kinds of secrets in a text. */
import { isAscii, isUtf8 } from 'node:buffer'
import { Needles } from '../needles.ts'
import { searchText } from '../search.ts'
import type { Archive } from '../search.ts'
import { noNeedles } from '../hints.ts'
import { createMarked } from '../token-hashes.ts'
import type { Minted } from './minted.ts'

/** The secrets that an audit searches for. */
export type Known = {
  /** Values, and what each is called: `SEAM_API_KEY`. */
  readonly values: readonly (readonly [name: string, value: string])[]
  /** Hashes of the tokens that the API gave, by run. */
  readonly minted: readonly Minted[]
}

export type Detection = {
  /** Of the text; the first byte is 0. */
  readonly at: number
  /** `client session token`, `value of SEAM_API_KEY`: never the secret. */
  readonly kind: string
}

/** @param onArchive gets zip and gzip that stand in the text in base64. */
export type Scan = (
  bytes: Buffer,
  onArchive?: (archive: Archive) => void,
) => readonly Detection[]

/** One detection for each place. */
export function createScan({ values, minted }: Known): Scan {
  const needles = new Needles(noNeedles)
  for (const [name, value] of values) needles.add(value, `value of ${name}`)
  const question = {
    needles,
    ...(minted.some(({ marks }) => marks.size > 0) && {
      marks: anyOf(minted.map(createMarked)),
    }),
  }
  return (bytes, onArchive) => {
    const isText = !isAscii(bytes) && isUtf8(bytes)
    const encoding = isText ? 'utf8' : 'latin1'
    const text = bytes.toString(encoding)
    const asked = onArchive ? { ...question, onArchive } : question
    const found = new Map<number, string>()
    for (const { from, name } of searchText(text, asked) ?? []) {
      if (!found.has(from)) found.set(from, name)
    }
    return [...found]
      .toSorted(([a], [b]) => a - b)
      .map(([at, kind]) => ({
        at: isText ? Buffer.byteLength(text.slice(0, at)) : at,
        kind,
      }))
  }
}

type Marked = ReturnType<typeof createMarked>

function anyOf(all: readonly Marked[]): Marked {
  return {
    lengths: new Set(all.flatMap(({ lengths }) => [...lengths])),
    has: (word) => all.some(({ has }) => has(word)),
  }
}
