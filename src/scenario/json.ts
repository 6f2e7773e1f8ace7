/** Reads texts and own properties of JSON values. */
import type { JsonValue } from '../model/contract.ts'
import { isJsonObject } from '../model/json.ts'
import { jsonText } from '../model/json-text.ts'

export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** An own property; undefined for an inherited one such as `constructor`. */
export function own(
  value: JsonValue | undefined,
  key: string,
): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, key)
    ? value[key]
    : undefined
}

/** JSON on one line, truncated where it is long. */
export function shortJson(value: JsonValue | undefined, length = 120): string {
  if (value === undefined) return 'absent'
  const text = jsonText(value)
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}
