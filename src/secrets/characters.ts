/** Characters: what each one means to a search for secrets. */

/** Tells apart characters that a search compares; 0 for those that it ignores. */
export const folded = 0xff

/** Stands in words, in base64 and in hexadecimal. */
const inRun = 0x100

/** May begin an escape, or mark where an excerpt was cut. */
export const special = 0x200

/** White space: a search ignores it. */
const blanks = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0x85, 0x85],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
] as const

/** What no reader sees between two letters; of the characters above U+FFFF the
 * tags and the variation selectors, by their halves. */
const invisible = [
  [0x00, 0x08],
  [0x0e, 0x1f],
  [0x7f, 0x84],
  [0x86, 0x9f],
  [0xad, 0xad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xdb40, 0xdb40],
  [0xdc00, 0xdc7f],
  [0xdd00, 0xddef],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
] as const

/** By the code of a character. Of those outside ASCII several count as one: a
 * secret has too many characters to be found by chance. */
export const characters = Uint16Array.from({ length: 0x10000 }, (_, code) =>
  code < 0x80 ? code : 0x80 | (code & 0x7f),
)

for (const [from, to] of blanks) characters.fill(0, from, to + 1)
for (const [from, to] of invisible) characters.fill(special, from, to + 1)
for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
  characters[sign.charCodeAt(0)] = sign.toLowerCase().charCodeAt(0)
}
const alphabet =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-'
for (const sign of alphabet) mark(sign, inRun)
for (const sign of '%\\&=~…') mark(sign, special)

function mark(sign: string, meaning: number): void {
  const code = sign.charCodeAt(0)
  characters[code] = (characters[code] ?? 0) | meaning
}

export function meaningAt(text: string, at: number): number {
  return characters[text.charCodeAt(at)] ?? 0
}

export function isIgnored(text: string, at: number): boolean {
  return (meaningAt(text, at) & folded) === 0
}

/** What the characters of the text count as, and where each stands. */
export function foldText(text: string): {
  readonly codes: Uint8Array
  readonly places: Int32Array
} {
  const codes = new Uint8Array(text.length)
  const places = new Int32Array(text.length)
  let length = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = (characters[text.charCodeAt(at)] ?? 0) & folded
    if (code === 0) continue
    codes[length] = code
    places[length] = at
    length += 1
  }
  return {
    codes: codes.subarray(0, length),
    places: places.subarray(0, length),
  }
}
