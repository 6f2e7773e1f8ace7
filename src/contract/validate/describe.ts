/** Describes a schema and a value in a few words. */
import { exactText, isExact } from '../../model/exact-number.ts'
import { listOr } from '../../model/json.ts'
import type { JsonObject } from '../../model/contract.ts'
import { plural } from '../../model/plural.ts'

/** `string, format uuid, or null`; `one of "a", "b"`; `any value`. */
export function describeSchema(node: JsonObject): string {
  const values = listOr(node['enum'])
  const format = typeof node['format'] === 'string' ? node['format'] : undefined
  const words = [
    values.length > 0 ? describeValues(values) : describeType(node),
    ...(format ? [`format ${format}`] : []),
    ...(node['nullable'] === true && !values.includes(null) ? ['or null'] : []),
  ]
  return words.join(', ')
}

/** `one of "a", "b"`, cut after a few. */
export function describeValues(values: readonly unknown[]): string {
  const shown = values
    .slice(0, 8)
    .map((value) => (isExact(value) ? exactText(value) : JSON.stringify(value)))
  const rest = values.length - shown.length
  return `one of ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

function describeType(node: JsonObject): string {
  if (typeof node['type'] === 'string') return node['type']
  if ('oneOf' in node || 'anyOf' in node) {
    const { length } = listOr(node['oneOf'] ?? node['anyOf'])
    return `one of ${length} variants`
  }
  return 'properties' in node || 'allOf' in node ? 'object' : 'any value'
}

/** The JSON name of a value's type. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (value === undefined) return 'absent'
  return isExact(value) ? 'number' : typeof value
}

/** Names of secret values, which are never shown at any depth. */
const secretName = /token|secret|key|password|pin/i
const shownLength = 40

/** `string "yes"`: the type, with the value where it is short and not secret. */
export function describeValue(
  value: unknown,
  path: readonly (string | number)[],
): string {
  const type = typeOf(value)
  const isScalar = ['string', 'number', 'boolean'].includes(type)
  if (!isScalar || path.some((step) => secretName.test(String(step))))
    return type
  const text = isExact(value) ? exactText(value) : JSON.stringify(value)
  return text.length <= shownLength ? `${type} ${text}` : type
}

/** The size without the value: `string of 0 characters`. */
export function describeSize(value: unknown): string {
  if (typeof value === 'string')
    return `string of ${[...value].length} characters`
  if (Array.isArray(value)) return `array of ${plural(value.length, 'item')}`
  return `object of ${plural(Object.keys(Object(value)).length, 'property', 'properties')}`
}
