/** Hints: what may be in a text, as a survey sees it. */
import { Needles, newSlots } from './needles.ts'

/** What may be in a text. */
export const hint = {
  /** A token by its shape. */
  shape: 1,
  /** A name of a secret. */
  name: 2,
  escape: 4,
  /** Bytes in hexadecimal, one by one. */
  dump: 8,
  /** A line of quoted-printable that goes on in the next one. */
  lineEnd: 16,
} as const

/** Parts of the names that `namedIn` knows, without blanks. */
const names = [
  ...'oken cret assw assp arer ntia oriz'.split(' '),
  ...`"jwt _jwt -jwt jwt" jwt= jwt: jwt> jwt' jwts`.split(' '),
  // Of api key, private key, publishable key, access key, secret key, signing key.
  ...['pi', 'te', 'le', 'ss', 'et', 'ng'].flatMap((end) => [
    `${end}_k`,
    `${end}-k`,
    `${end}ke`,
  ]),
]

/** Each stands in all that it hints at. */
export const hintsOf: ReadonlyMap<number, number> = new Map([
  [fourOf('eam_'), hint.shape],
  ...names.map((name) => [fourOf(name), hint.name] as const),
])

function fourOf(word: string): number {
  return [...word].reduce((four, it) => (four << 8) | it.charCodeAt(0), 0)
}

/** Of no value, but with what a survey reports of any text. */
export const noNeedles = new Needles(newSlots(hintsOf.keys()))
