/** Writes and parses JSON text without rounding an integer. */
import { randomUUID } from 'node:crypto'
import type { JsonValue } from './contract.ts'
import { exactText } from './exact-number.ts'
import { readJsonText } from './read-json.ts'

/** No text of anybody holds it. */
const mark = randomUUID()
const marked = new RegExp(`"${mark}(-?\\d[\\d.eE+-]*)"`, 'g')

/** As `JSON.stringify`, which knows neither `bigint` nor a number that is held as
 * a symbol.
 * @param indent how many blanks a level is indented by; one line by default. */
export function jsonText(value: JsonValue, indent = 0): string {
  let isPlain = true
  const withMarks = (_: string, inner: unknown): unknown => {
    if (typeof inner !== 'bigint' && typeof inner !== 'symbol') return inner
    isPlain = false
    return `${mark}${exactText(inner)}`
  }
  const text = JSON.stringify(value, withMarks, indent)
  return isPlain ? text : text.replaceAll(marked, '$1')
}

/** Whether a value holds an integer that a `number` would round. */
export function holdsBigInt(value: JsonValue): boolean {
  return jsonText(value) !== JSON.stringify(value, dropped)
}

function dropped(_: string, inner: unknown): unknown {
  return typeof inner === 'bigint' ? null : inner
}

/** As `JSON.parse`, without rounding an integer; undefined where the text is not
 * JSON. */
export function parseJson(text: string): JsonValue | undefined {
  const read = readJsonText(text)
  return read.kind === 'json' ? read.value : undefined
}

/** Whether `JSON.parse` may round a number of the text. */
export function mayRound(text: string): boolean {
  return /(?:^|[[:,\s])-?(?:[\d.]{16}|[\d.]+[eE])/.test(text)
}
