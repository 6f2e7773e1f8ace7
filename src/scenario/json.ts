/** Reads JSON values by their shape, and only own properties. */
import type { JsonObject, JsonValue } from '../model/contract.ts'

export function isList(
  value: JsonValue | undefined,
): value is readonly JsonValue[] {
  return Array.isArray(value)
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value)
}

/** The value itself where it is an object, else an empty object. */
export function objectOf(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {}
}

export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isList(value) ? value : []
}

export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** An own property; undefined for an inherited one such as `constructor`. */
export function own(
  value: JsonValue | undefined,
  key: string,
): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** JSON on one line, truncated where it is long. */
export function shortJson(value: JsonValue | undefined, length = 120): string {
  if (value === undefined) return 'absent'
  const text = JSON.stringify(value)
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}
