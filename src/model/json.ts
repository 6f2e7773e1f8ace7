/** Tells JSON values apart by their type. */
import type { JsonObject, JsonValue } from './contract.ts'

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** For the type: `Array.isArray` does not know lists that are read-only. */
export function isList(
  value: JsonValue | undefined,
): value is readonly JsonValue[] {
  return Array.isArray(value)
}

/** The value as an object; an empty one where it is something else. */
export function objectOr(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {}
}

/** The value as a list; an empty one where it is something else. */
export function listOr(value: unknown): readonly JsonValue[] {
  return Array.isArray(value) ? value : []
}
