/** JSON: reads a response's body, or says why it cannot be read. */
import { withExact } from '../model/with-exact.ts'
import { otherCharset, type BodyForm } from '../contract/media-type.ts'
import { unaskedCoding } from '../model/content-coding.ts'
import type { JsonValue } from '../model/contract.ts'
import { headerOf } from '../model/exchange.ts'
import type { Reply } from '../model/exchange.ts'
import { renderPath } from '../model/path.ts'
import { mayRound } from '../model/json-text.ts'
import { readJsonText, type Found } from '../model/read-json.ts'
import { lineStartsOf, positionAt } from '../model/text-position.ts'

export type BodyReading =
  | {
      readonly kind: 'json'
      readonly value: JsonValue
      /** The same, with symbols for the numbers that are rounded in it. */
      readonly exact: unknown
      /** How many numbers are rounded in both. */
      readonly unlisted: number
      /** Names that occur twice in one object (RFC 8259 §4). */
      readonly duplicates: readonly Placed[]
      /** Texts with half of a surrogate pair (RFC 8259 §8.2). */
      readonly halves: readonly Placed[]
      /** Places of numbers with more digits than can be kept. */
      readonly rounded: readonly string[]
    }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'empty' }
  /** Nothing is wrong with it, but it cannot be read. */
  | { readonly kind: 'unread'; readonly fact: string }
  | {
      readonly kind: 'unreadable'
      readonly code: 'body-unreadable' | 'body-not-utf8'
      readonly received: string
    }

/** `place`: `line 1, column 7`. */
export type Placed = { readonly text: string; readonly place: string }

/** @param form what the contract and the content type make of the body. */
export function readBody(reply: Reply, form: BodyForm): BodyReading {
  if (form === 'json') return readJson(reply)
  if (form === 'bytes')
    return reply.body === ''
      ? { kind: 'empty' }
      : { kind: 'unread', fact: 'it is neither JSON nor text' }
  const charset = otherCharset(headerOf(reply.headers, 'content-type') ?? '')
  if (charset !== undefined)
    return { kind: 'unread', fact: `its charset is ${charset}` }
  return reply.isUtf8
    ? { kind: 'text', value: reply.body }
    : { kind: 'unread', fact: 'its charset is unknown' }
}

export function readJson(reply: Reply): BodyReading {
  const { body } = reply
  if (body.trim() === '') return { kind: 'empty' }
  const coding = unaskedCoding(headerOf(reply.headers, 'content-encoding'))
  if (!reply.isUtf8 && coding !== undefined) {
    const received = `a body in the content coding ${JSON.stringify(coding)}, which the request does not accept`
    return { kind: 'unreadable', code: 'body-unreadable', received }
  }
  if (!reply.isUtf8) {
    const received = 'bytes that are not UTF-8'
    return { kind: 'unreadable', code: 'body-not-utf8', received }
  }
  const quick = readQuickly(body)
  if (quick !== undefined)
    return { kind: 'json', value: quick, exact: quick, ...nothingOdd }
  const read = readJsonText(body)
  if (read.kind === 'broken')
    return {
      kind: 'unreadable',
      code: 'body-unreadable',
      received: `${read.fact}, at ${placeIn(body, read.offset)}: ${excerptAround(body, read.offset)}`,
    }
  const placed = (found: readonly Found[]): readonly Placed[] =>
    found.map(({ text, offset }) => ({ text, place: placeIn(body, offset) }))
  return {
    kind: 'json',
    value: read.value,
    exact: withExact(read.value, read.rounded),
    unlisted: read.unlisted,
    duplicates: placed(read.duplicates),
    halves: placed(read.halves),
    rounded: read.rounded.map(({ path = [] }) => renderPath(path)),
  }
}

const nothingOdd = {
  unlisted: 0,
  duplicates: [],
  halves: [],
  rounded: [],
} as const

/** Undefined where the text is not JSON, or where `JSON.parse` may lose a part. */
function readQuickly(text: string): JsonValue | undefined {
  if (mayRound(text) || /\\u[dD][89a-fA-F]/.test(text)) return undefined
  try {
    const value: JsonValue = JSON.parse(text)
    // Every key is followed by `":`. If the text has no more of these than the
    // value has keys, no key was lost.
    const colons = text.match(/"\s*:/g)?.length ?? 0
    return colons === countKeys(value) ? value : undefined
  } catch {
    return undefined
  }
}

function countKeys(root: unknown): number {
  let count = 0
  const waiting: unknown[] = [root]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (typeof value !== 'object' || value === null) continue
    const children: readonly unknown[] = Object.values(value)
    if (!Array.isArray(value)) count += children.length
    for (const child of children) {
      if (typeof child === 'object') waiting.push(child)
    }
  }
  return count
}

function placeIn(text: string, offset: number): string {
  const { line, column } = positionAt(lineStartsOf(text), offset)
  return `line ${line}, column ${column}`
}

/** The text near the place where it stops being JSON. */
function excerptAround(text: string, position: number): string {
  const end = position + 20
  const rest = end < text.length ? '…' : ''
  const before = text.slice(Math.max(0, position - 20), position)
  // Half a word could be half a token, which redaction would not recognise.
  const whole = position > 20 ? before.replace(/^[^\s,:{}[\]]*/, '') : before
  return `…${JSON.stringify(whole + text.slice(position, end) + rest)}`
}
