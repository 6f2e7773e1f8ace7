/** Turns a document into one whose schemas judge requests. */
import { isJsonObject, isList, listOr, objectOr } from '../../model/json.ts'
import type { JsonObject, JsonValue } from '../../model/contract.ts'
import { locate } from '../document/refs.ts'

/** What is read-only is no part of a request; what is write-only is, though not of
 * a reply (OpenAPI 3.0.3 §4.7.24). The compiler knows replies. */
export function forRequests(document: JsonObject): JsonObject {
  const convert = (value: JsonValue): JsonValue => {
    if (isList(value)) return value.map(convert)
    if (!isJsonObject(value)) return value
    const { required, properties } = value
    const hidden = new Set(
      Object.entries(objectOr(properties)).flatMap(([name, schema]) =>
        isReadOnly(document, schema) ? [name] : [],
      ),
    )
    const entries = Object.entries(value)
      .filter(([key, inner]) => key !== 'writeOnly' || inner !== true)
      .map(([key, inner]): [string, JsonValue] => [key, convert(inner)])
    const made: JsonObject = Object.fromEntries(entries)
    if (hidden.size === 0) return made
    return {
      ...made,
      properties: Object.fromEntries(
        Object.entries(objectOr(made['properties'])).map(([name, schema]) => [
          name,
          hidden.has(name) ? {} : schema,
        ]),
      ),
      ...(isList(required) && {
        required: required.filter((name) => !hidden.has(String(name))),
      }),
    }
  }
  return objectOr(convert(document))
}

function isReadOnly(
  document: JsonObject,
  schema: JsonValue | undefined,
): boolean {
  if (!isJsonObject(schema)) return false
  const { $ref } = schema
  const node = typeof $ref === 'string' ? targetOf(document, $ref) : schema
  return (
    node['readOnly'] === true ||
    listOr(node['allOf']).some((part) => isReadOnly(document, part))
  )
}

function targetOf(document: JsonObject, ref: string): JsonObject {
  try {
    return locate(document, ref.slice(1)).node
  } catch {
    return {} // without a target, which is not compared
  }
}
