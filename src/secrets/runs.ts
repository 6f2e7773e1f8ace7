/** Runs: finds base64 and hexadecimal that hold something readable.
 *
 * Words and ids consist of the same characters. So a run is decoded only where
 * the result would be ASCII for three whole groups of base64, or nine bytes of
 * hexadecimal: any part of twelve characters fills as many, wherever it begins. */
import { constants, gunzipSync } from 'node:zlib'
import { isUtf8 } from 'node:buffer'
import type { Range } from './view.ts'

/** Shorter runs hold no secret of twelve characters. */
export const shortestRun = 16

/** A part of a text and what it holds. */
export type Packed = Range & { readonly bytes: Buffer }

/** Of each character four bits: the bits 5, 3 and 1 of its six bits in base64,
 * and whether it is no hexadecimal digit below 8. In a group of four characters
 * one of the first three bits is set where a byte is no ASCII. */
const traits = new Uint8Array(0x80).fill(0xf)
const alphabet =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
for (const [index, sign] of [...alphabet].entries()) setTraits(sign, index)
for (const sign of '+-') setTraits(sign, 62)
for (const sign of '/_') setTraits(sign, 63)

function setTraits(sign: string, bits: number): void {
  const code = sign.charCodeAt(0)
  const base64 =
    ((bits >> 5) << 2) | (((bits >> 3) & 1) << 1) | ((bits >> 1) & 1)
  traits[code] = base64 | (code >= 0x30 && code < 0x38 ? 0 : 8)
}

/** The traits of the last ten characters, three bits each, and these bits of
 * the groups among them: of the first character, the second and the third. */
const grouped = 0b001_000_100_010_001_000_100_010_001_000
const threeGroups = 12

/** Every other one of the last 17 characters: the first digit of nine bytes. */
const firstDigits = 0b1_0101_0101_0101_0101
const nineBytes = 17

/** Cheap, and true of all runs that hold something readable. */
export function mayHoldBytes(text: string, from: number, to: number): boolean {
  if (to - from >= shortestWhole) return true
  const table = traits
  let groups = 0
  let bytes = 0
  for (let at = from; at < to; at += 1) {
    const bits = table[text.charCodeAt(at)] ?? 0
    groups = (groups << 3) | (bits & 7)
    bytes = (bytes << 1) | (bits >> 3)
    const length = at + 1 - from
    if (
      (groups & grouped) === 0 &&
      length >= threeGroups &&
      isReadable(text, at)
    ) {
      return true
    }
    if ((bytes & firstDigits) === 0 && length >= nineBytes) return true
  }
  return isDump(text, from)
}

/** The first two characters of the three groups that end here: of the others it
 * is known. */
function isReadable(text: string, at: number): boolean {
  const first = traits[text.charCodeAt(at - 11)] ?? 0
  const second = traits[text.charCodeAt(at - 10)] ?? 0
  return (first & 4) === 0 && (second & 2) === 0
}

/** `73-65-61-6d`: a hyphen counts as part of a word. */
function isDump(text: string, from: number): boolean {
  return [2, 5, 8, 11].every((at) => text[from + at] === '-')
}

/** What a run holds. */
export function packedIn(text: string, run: Range): readonly Packed[] {
  const gzip = gzipIn(text, run)
  if (gzip) return [gzip]
  const packed = base64In(text, run)
  packed.push(...hexadecimalIn(text, run))
  return packed.length === 0 ? wholeOf(text, run) : packed
}

/** Each gzip begins so (RFC 1952 §2.3.1), in base64 and in hexadecimal. */
const gzipStart = /^(?:H4sI|1f8b08)/i

const gzipBytesAtMost = 1 << 20

function gzipIn(text: string, { from, to }: Range): Packed | undefined {
  const start = gzipStart.exec(text.slice(from, from + 6))?.[0]
  if (start === undefined) return undefined
  const packed = Buffer.from(
    text.slice(from, to),
    start.startsWith('1') ? 'hex' : 'base64url',
  )
  try {
    const bytes = gunzipSync(packed, {
      maxOutputLength: gzipBytesAtMost,
      finishFlush: constants.Z_SYNC_FLUSH, // it may be cut off
    })
    return { from, to, bytes }
  } catch {
    return undefined // no gzip, or too much of it
  }
}

/** What it holds at each of the four places where groups may begin. */
function base64In(text: string, run: Range): Packed[] {
  const table = traits
  const readable: Part[] = []
  // The last one at each of these places; it may go on.
  const last = [-1, -1, -1, -1]
  let groups = 0
  for (let at = run.from; at < run.to; at += 1) {
    groups = (groups << 3) | ((table[text.charCodeAt(at)] ?? 0) & 7)
    if ((groups & grouped) !== 0) continue
    const to = at + 1
    const from = to - threeGroups
    if (from < run.from || !isReadable(text, at)) continue
    const before = readable[last[to & 3] ?? -1]
    if (before?.to === to - 4) before.to = to
    else last[to & 3] = readable.push({ from, to }) - 1
  }
  return withoutChance(readable).map((part) => unpack(text, run, part))
}

type Part = { from: number; to: number }

/** Of so many characters that they are base64 beyond doubt. */
const longPart = 256

/** Leaves out what a long part happens to hold at the three places where its
 * groups do not begin: text in base64 is full of it.
 * @param parts by where they begin. */
function withoutChance(parts: readonly Part[]): readonly Part[] {
  let long: Part | undefined
  return parts.filter((part) => {
    const length = part.to - part.from
    if (long && part.to <= long.to && length * 8 <= long.to - long.from)
      return false
    if (length >= longPart && !(long && part.to <= long.to)) long = part
    return true
  })
}

/** With some groups before and after: a secret may have letters outside ASCII. */
const around = 32

function unpack(text: string, run: Range, readable: Range): Packed {
  const before = Math.min(around, (readable.from - run.from) & ~3)
  const from = readable.from - before
  const to = Math.min(run.to, readable.to + around)
  return { from, to, bytes: Buffer.from(text.slice(from, to), 'base64') }
}

/** Hexadecimal, also with hyphens between the bytes. Bounded: the engine keeps
 * its place for each repetition. */
const hexadecimal = /[0-9a-f](?:-?[0-9a-f]){17,1048575}/gi

function* hexadecimalIn(text: string, run: Range): Generator<Packed> {
  const inside = text.slice(run.from, run.to)
  for (const { 0: found, index } of inside.matchAll(hexadecimal)) {
    const from = run.from + index
    const plain = found.replaceAll('-', '')
    // The first digit may belong to a byte that ends there.
    for (const skipped of [0, 1]) {
      const bytes = Buffer.from(plain.slice(skipped), 'hex')
      yield { from, to: from + found.length, bytes }
    }
  }
}

/** So long that it is hardly UTF-8 by chance. */
const shortestWhole = 96

/** A run that holds few letters of ASCII, but invisible ones between them. */
function wholeOf(text: string, { from, to }: Range): readonly Packed[] {
  if (to - from < shortestWhole) return []
  const run = text.slice(from, to)
  const isHexadecimal = /^[0-9a-f]+$/i.test(run)
  const bytes = Buffer.from(run, isHexadecimal ? 'hex' : 'base64')
  return isUtf8(bytes) ? [{ from, to, bytes }] : []
}

/** Nine bytes of ASCII or more, one by one, as they come in dumps. */
const dump = /(?:(?:0x)?[0-7][0-9a-f][\s:,;-]{0,2}){9,}/gi

export function* dumpsIn(text: string): Generator<Packed> {
  for (const { 0: found, index } of text.matchAll(dump)) {
    const bytes = Buffer.from(found.replace(/0x|[\s:,;-]/gi, ''), 'hex')
    yield { from: index, to: index + found.trimEnd().length, bytes }
  }
}
