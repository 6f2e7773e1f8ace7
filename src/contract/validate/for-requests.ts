/** Turns a document into one whose schemas judge requests. */
import { isJsonObject, isList } from '../../model/json.ts'
import type { JsonObject, JsonValue } from '../../model/contract.ts'

/** What is read-only is no part of a request, as what is write-only is none of a
 * response (OpenAPI 3.0.3 §4.7.24). The compiler knows responses: so the marks
 * change places. */
export function forRequests(document: JsonObject): JsonObject {
  const convert = (value: JsonValue): JsonValue => {
    if (isList(value)) return value.map(convert)
    return isJsonObject(value) ? convertObject(value) : value
  }
  const convertObject = (value: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(value).flatMap(
        ([key, inner]): readonly (readonly [string, JsonValue])[] => {
          // A property of that name is a schema.
          if (key === 'writeOnly' && inner === true) return []
          if (key === 'readOnly' && inner === true) return [['writeOnly', true]]
          return [[key, convert(inner)]]
        },
      ),
    )
  return convertObject(document)
}
