/** The scan: finds the places and kinds of secrets in a text. */
import { findMarked } from '../token-hashes.ts'
import type { Mark } from '../token-hashes.ts'
import { numberedFormsOf } from '../encodings.ts'
import { createMatcher } from '../matcher.ts'
import { tokensIn } from '../token-shapes.ts'

/** The secrets that an audit searches for. */
export type Known = {
  /** Values, and what each is called: `SEAM_API_KEY`. */
  readonly values: readonly (readonly [name: string, value: string])[]
  /** Hashes of the tokens that the API gave a run. */
  readonly marks: ReadonlySet<Mark>
  readonly salt: string
}

export type Detection = {
  /** Of the text; the first byte is 0. */
  readonly at: number
  /** `client session token`, `value of SEAM_API_KEY`: never the secret. */
  readonly kind: string
}

export type Scan = (bytes: Buffer) => readonly Detection[]

/** `seam_` in hexadecimal, and with each character escaped in some way. */
const escapedPrefix = new RegExp(
  [
    Buffer.from('seam_').toString('hex'),
    [...'sea']
      .map(
        (it) => `(?:${numberedFormsOf(it).join('|').replaceAll('\\', '\\\\')})`,
      )
      .join(''),
  ].join('|'),
  'i',
)

/** One detection for each place. */
export function createScan({ values, marks, salt }: Known): Scan {
  const matcher = createMatcher()
  for (const [name, value] of values) {
    matcher.add(value, `value of ${name}`)
    matcher.add(asBytes(value), `value of ${name}`)
  }
  return (bytes) => {
    const text = bytes.toString('latin1')
    const found = new Map<number, string>()
    const see = (at: number, kind: string): void => {
      if (!found.has(at)) found.set(at, kind)
    }
    let value = matcher.find(text, 0)
    while (value) {
      see(value.at, value.replacement)
      value = matcher.find(text, value.at + value.length)
    }
    for (const { index, kind } of tokensIn(text)) see(index, kind)
    for (const at of findMarked(text, { marks, salt })) see(at, 'minted token')
    const escaped = escapedPrefix.exec(text)
    if (escaped) see(escaped.index, 'token of Seam, escaped')
    return [...found]
      .map(([at, kind]) => ({ at, kind }))
      .toSorted((a, b) => a.at - b.at)
  }
}

/** The value as its UTF-8 bytes look in a text that is read byte by byte. */
function asBytes(value: string): string {
  return Buffer.from(value).toString('latin1')
}
