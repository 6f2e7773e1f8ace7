/** Removes prose from an OpenAPI document and sorts its keys. */
import { STATUS_CODES } from 'node:http'
import { isJsonObject } from '../../model/json.ts'
import type { JsonValue } from '../../model/contract.ts'

/** Keywords whose values are prose or examples, wherever OpenAPI has them. */
const prose = new Set(
  'description summary x-title example examples externalDocs'.split(' '),
)
/** Keywords whose value maps free names to objects; there, a key such as
 * `description` is a name and stays. */
const maps = new Set(
  'properties patternProperties paths responses content headers links callbacks schemas parameters requestBodies securitySchemes encoding variables'.split(
    ' ',
  ),
)
/** Keywords whose value is data of the API, not of OpenAPI; it stays. */
const data = new Set('enum default const required scopes mapping'.split(' '))

/** The value without prose, keys sorted by code unit; lists keep their order.
 * OpenAPI 3.0.3 §4.7.17 demands a response's description: it becomes the
 * standard reason phrase. The text of `x-deprecated` becomes `true`. */
export function stripProse(value: JsonValue): JsonValue {
  return strip(value, 'object')
}

type Kind = 'object' | 'map' | 'responses'

function strip(value: JsonValue, kind: Kind): JsonValue {
  if (Array.isArray(value)) return value.map((one) => strip(one, 'object'))
  if (!isJsonObject(value)) return value
  const made: Record<string, JsonValue> = {}
  for (const key of Object.keys(value).toSorted()) {
    const inner = value[key] ?? null
    if (kind !== 'object') define(made, key, stripNamed(inner, { key, kind }))
    else if (prose.has(key)) continue
    else if (data.has(key)) define(made, key, inner)
    else if (key === 'x-deprecated') define(made, key, inner !== false)
    else define(made, key, strip(inner, kindOf(key, inner)))
  }
  return made
}

/** `parameters` is a map in the components, a list in an operation. */
function kindOf(key: string, value: JsonValue): Kind {
  if (!maps.has(key) || !isJsonObject(value)) return 'object'
  return key === 'responses' ? 'responses' : 'map'
}

function stripNamed(
  value: JsonValue,
  { key, kind }: { key: string; kind: Kind },
): JsonValue {
  const stripped = strip(value, 'object')
  if (kind !== 'responses' || !isJsonObject(stripped) || '$ref' in stripped)
    return stripped
  return { description: reasonPhrase(key), ...stripped }
}

function reasonPhrase(statusKey: string): string {
  const ranges: Readonly<Record<string, string>> = {
    '1XX': 'Informational',
    '2XX': 'Successful',
    '3XX': 'Redirection',
    '4XX': 'Client Error',
    '5XX': 'Server Error',
  }
  return STATUS_CODES[statusKey] ?? ranges[statusKey] ?? 'Response'
}

/** Assignment would lose a property named `__proto__`. */
function define(
  made: Record<string, JsonValue>,
  key: string,
  value: JsonValue,
): void {
  Object.defineProperty(made, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  })
}
