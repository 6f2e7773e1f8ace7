/** Reads JSON text (RFC 8259), or says where and why it is none.
 *
 * `JSON.parse` is faster, but rounds large numbers, drops the first of two equal
 * names, and names no line. This reader does not recurse, so that no depth
 * overflows the stack. */
import type { JsonValue } from './contract.ts'
import { isReadable, numberOf } from './exact-number.ts'
import type { Path } from './path.ts'
import {
  BrokenJson,
  numberAt,
  plainly,
  standsAt,
  textAt,
  wordAt,
  type Wanted,
} from './json-token.ts'

export type JsonText =
  | {
      readonly kind: 'json'
      /** An integer that a `number` would round is a `bigint`. */
      readonly value: JsonValue
      /** Names that occur twice in one object (§4): the second of each. */
      readonly duplicates: readonly Found[]
      /** Texts with half of a surrogate pair (§8.2). */
      readonly halves: readonly Found[]
      /** Numbers that neither a `number` nor a `bigint` holds. */
      readonly rounded: readonly Found[]
      /** How many more there are, which are not listed or not readable. */
      readonly unlisted: number
    }
  | { readonly kind: 'broken'; readonly offset: number; readonly fact: string }

/** A name, text or number, and where it is written. */
export type Found = {
  readonly text: string
  readonly offset: number
  /** Only of a number. */
  readonly path?: Path
}

/** At most so many of each kind are listed; of numbers, steps of their paths. */
const mostListed = 100
const mostSteps = 500_000

/** An object or list that is not closed yet. */
type Frame = {
  readonly holder: JsonValue[] | Map<string, JsonValue>
  name: string
}

type Reading = {
  readonly text: string
  readonly frames: Frame[]
  readonly duplicates: Found[]
  readonly halves: Found[]
  readonly rounded: Found[]
  unlisted: number
  offset: number
  wanted: Wanted
  root: JsonValue
}

export function readJsonText(text: string): JsonText {
  const found = { duplicates: [], halves: [], rounded: [], unlisted: 0 }
  const start = { offset: 0, wanted: 'value', root: null } as const
  const reading: Reading = { text, frames: [], ...found, ...start }
  try {
    while (readNext(reading));
  } catch (error) {
    if (!(error instanceof BrokenJson)) throw error
    return { kind: 'broken', offset: error.offset, fact: error.message }
  }
  const { root: value, duplicates, halves, rounded, unlisted } = reading
  return { kind: 'json', value, duplicates, halves, rounded, unlisted }
}

const space = /[ \t\n\r]*/y

/** Reads one token; false at the end of the text. */
function readNext(reading: Reading): boolean {
  const { text, frames } = reading
  space.lastIndex = reading.offset
  space.test(text)
  reading.offset = space.lastIndex
  const sign = text[reading.offset]
  const isList = Array.isArray(frames.at(-1)?.holder)
  if (reading.wanted === 'next' && frames.length === 0) {
    if (sign !== undefined) throw unexpected(reading)
    return false
  }
  const end = isList ? ']' : '}'
  if (sign === end && mayEnd(reading.wanted)) close(reading)
  else if (reading.wanted === 'next')
    step(reading, ',', isList ? 'value' : 'name')
  else if (reading.wanted === ':') step(reading, ':', 'value')
  else if (reading.wanted.startsWith('name')) readName(reading)
  else readValue(reading, sign)
  return true
}

function mayEnd(wanted: Wanted): boolean {
  return wanted === 'next' || wanted.includes(' or ')
}

function step(reading: Reading, sign: ':' | ',', wanted: Wanted): void {
  if (reading.text[reading.offset] !== sign) throw unexpected(reading)
  reading.offset += 1
  reading.wanted = wanted
}

function close(reading: Reading): void {
  const holder = reading.frames.pop()?.holder
  reading.offset += 1
  put(
    reading,
    holder instanceof Map ? Object.fromEntries(holder) : (holder ?? null),
  )
}

function put(reading: Reading, value: JsonValue): void {
  const frame = reading.frames.at(-1)
  if (!frame) reading.root = value
  else if (frame.holder instanceof Map) frame.holder.set(frame.name, value)
  else frame.holder.push(value)
  reading.wanted = 'next'
}

function readName(reading: Reading): void {
  const { offset, frames, duplicates } = reading
  const frame = frames.at(-1)
  const name = readText(reading)
  if (!frame || !(frame.holder instanceof Map)) throw unexpected(reading)
  if (frame.holder.has(name)) note(duplicates, { text: name, offset })
  frame.name = name
  // For a name that comes again before its value is read.
  frame.holder.set(name, null)
  reading.wanted = ':'
}

function readText(reading: Reading): string {
  const { offset } = reading
  const found = textAt(reading.text, offset)
  if (!found) throw unexpected(reading)
  if (/\p{Cs}/u.test(found.value))
    note(reading.halves, { text: found.value, offset })
  reading.offset = found.end
  return found.value
}

function readValue(reading: Reading, sign: string | undefined): void {
  const { text, offset, frames } = reading
  if (sign === '{' || sign === '[') {
    frames.push({ holder: sign === '[' ? [] : new Map(), name: '' })
    reading.offset += 1
    reading.wanted = sign === '[' ? 'value or ]' : 'name or }'
    return
  }
  if (sign === '"') return put(reading, readText(reading))
  const word = wordAt(text, offset)
  if (word) {
    reading.offset += word.text.length
    return put(reading, word.value)
  }
  const token = numberAt(text, offset)
  if (token === undefined) throw unexpected(reading)
  const { value, isRounded } = numberOf(token)
  if (isRounded) noteRounded(reading, token)
  reading.offset += token.length
  put(reading, value)
}

function noteRounded(reading: Reading, text: string): void {
  const { offset, frames, rounded } = reading
  const steps = rounded.length * frames.length
  if (steps <= mostSteps && isReadable(text))
    rounded.push({ text, offset, path: pathOf(frames) })
  else reading.unlisted += 1
}

function pathOf(frames: readonly Frame[]): Path {
  return frames.map(({ holder, name }) =>
    holder instanceof Map ? name : holder.length,
  )
}

function note(list: Found[], found: Found): void {
  if (list.length < mostListed) list.push(found)
}

function unexpected(reading: Reading): BrokenJson {
  const { text, offset, wanted, frames } = reading
  const holder = frames.at(-1)?.holder
  const next =
    holder === undefined
      ? 'the text must end'
      : `"," or "${Array.isArray(holder) ? ']' : '}'}" must be`
  return standsAt(text, { offset, wanted: plainly[wanted] || next })
}
