/** Escapes: reads those of JSON and JavaScript, of URLs, of HTML, of
 * quoted-printable and of JSON pointers. Invisible characters mean nothing. */
import { isUtf8 } from 'node:buffer'
import { folded, meaningAt, special } from './characters.ts'

type Escape = {
  readonly meaning: string
  /** Where the text goes on. */
  readonly to: number
}

export type Read = (text: string, at: number) => Escape | undefined

/** By the first character. */
const readers: Readonly<Record<string, Read>> = {
  '%': readPercent,
  '\\': readBackslash,
  '&': readEntity,
  '=': readQuoted,
  '~': readPointer,
}

/** The escape that begins at this place. */
export function escapeAt(text: string, at: number): Escape | undefined {
  const meaning = meaningAt(text, at)
  if ((meaning & special) === 0) return undefined
  if ((meaning & folded) === 0) return { meaning: '', to: at + 1 }
  return readers[text.charAt(at)]?.(text, at)
}

/** The number that so many hexadecimal digits write, or -1. */
function hexAt(text: string, at: number, digits: number): number {
  let number = 0
  for (let index = at; index < at + digits; index += 1) {
    const digit = digitOf(text.charCodeAt(index))
    if (digit < 0) return -1
    number = number * 16 + digit
  }
  return number
}

/** Of a hexadecimal digit its value, or -1. */
function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}

/** All bytes in a row: several may be one character. */
function readPercent(text: string, at: number): Escape | undefined {
  if (text[at + 1] === 'u' || text[at + 1] === 'U') {
    return characterAt(hexAt(text, at + 2, 4), at + 6)
  }
  const { bytes, to } = bytesAt(text, at)
  if (bytes.length === 0) return undefined
  return { meaning: bytes.toString(), to }
}

/** Each after the same sign. */
function bytesAt(
  text: string,
  at: number,
): { readonly bytes: Buffer; readonly to: number } {
  const sign = text[at]
  const bytes: number[] = []
  let to = at
  while (text[to] === sign) {
    const byte = hexAt(text, to + 1, 2)
    if (byte < 0) break
    bytes.push(byte)
    to += 3
  }
  return { bytes: Buffer.from(bytes), to }
}

const signs: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '/': '/',
  '\\': '\\',
  '`': '`',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

function readBackslash(text: string, at: number): Escape | undefined {
  const sign = text.charAt(at + 1)
  const plain = signs[sign]
  if (plain !== undefined) return { meaning: plain, to: at + 2 }
  if (sign === 'x' || sign === 'X') {
    return characterAt(hexAt(text, at + 2, 2), at + 4)
  }
  if (sign === 'u' || sign === 'U') return readUnicode(text, at)
  if (sign === '\n') return { meaning: '', to: at + 2 }
  const [octal] =
    /^(?:[0-3][0-7]{1,2}|[4-7][0-7])/.exec(text.slice(at + 1, at + 4)) ?? []
  if (octal === undefined) return undefined
  return characterAt(Number.parseInt(octal, 8), at + 1 + octal.length)
}

function readUnicode(text: string, at: number): Escape | undefined {
  if (text[at + 2] !== '{') {
    // Of Python and Go.
    const long = text[at + 1] === 'U' ? hexAt(text, at + 2, 8) : -1
    if (long > 0 && long <= 0x10ffff) return characterAt(long, at + 10)
    // Another escape may stand inside of it.
    if (text.startsWith('U0000', at + 1)) return undefined
    return characterAt(hexAt(text, at + 2, 4), at + 6)
  }
  const end = text.indexOf('}', at + 3)
  const digits = end - at - 3
  if (digits < 1 || digits > 6) return undefined
  return characterAt(hexAt(text, at + 3, digits), end + 1)
}

const names: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  bsol: '\\',
  colon: ':',
  comma: ',',
  dash: '-',
  equals: '=',
  gt: '>',
  hyphen: '-',
  lowbar: '_',
  lt: '<',
  nbsp: ' ',
  newline: '\n',
  num: '#',
  percnt: '%',
  period: '.',
  plus: '+',
  quot: '"',
  semi: ';',
  shy: '',
  sol: '/',
  tab: '\t',
  underbar: '_',
  zerowidthspace: '',
  zwj: '',
  zwnj: '',
}

/** HTML does without the semicolon, but not inside of another escape. */
const entity =
  /^&(?:#x0*(?<hex>[0-9a-f]{1,6})|#0*(?<decimal>[0-9]{1,7})|(?<name>[a-z]{2,14})(?=;))(?:;|(?![0-9a-f%\\=]|&(?!#)))/i

const longestEntity = 24

function readEntity(text: string, at: number): Escape | undefined {
  const match = entity.exec(text.slice(at, at + longestEntity))
  if (!match) return undefined
  const { hex, decimal, name } = match.groups ?? {}
  const to = at + match[0].length
  if (name !== undefined) {
    const meaning = names[name.toLowerCase()]
    return meaning === undefined ? undefined : { meaning, to }
  }
  const code =
    hex === undefined ? Number(decimal ?? '') : Number.parseInt(hex, 16)
  return characterAt(code, to)
}

/** The end of a line that goes on in the next one, as quoted-printable has it. */
export function lineEndAt(text: string, at: number): Escape | undefined {
  if (text[at] !== '=') return undefined
  if (text[at + 1] === '\n') return { meaning: '', to: at + 2 }
  const isEnd = text.startsWith('\r\n', at + 1)
  return isEnd ? { meaning: '', to: at + 3 } : undefined
}

/** Bytes that make sense. */
function readQuoted(text: string, at: number): Escape | undefined {
  const end = lineEndAt(text, at)
  if (end) return end
  const { bytes, to } = bytesAt(text, at)
  if (bytes.length === 0 || !isUtf8(bytes)) return undefined
  return { meaning: bytes.toString(), to }
}

/** RFC 6901 §3. */
function readPointer(text: string, at: number): Escape | undefined {
  const next = text[at + 1]
  if (next !== '0' && next !== '1') return undefined
  return { meaning: next === '0' ? '~' : '/', to: at + 2 }
}

function characterAt(code: number, to: number): Escape | undefined {
  if (code < 0 || code > 0x10ffff) return undefined
  return { meaning: String.fromCodePoint(code), to }
}
