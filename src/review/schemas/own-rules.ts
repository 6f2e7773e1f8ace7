/** Own rules: what one written schema says, references and variants aside. */
import type { JsonObject, JsonValue } from '../../model/contract.ts'
import { joinPointer } from '../../model/json-pointer.ts'
import { isJsonObject, listOr, objectOr } from '../../model/json.ts'
import { anything } from './alternative.ts'
import type { Alternative, ObjectPart } from './alternative.ts'
import { kinds, type Kind } from './kinds.ts'
import { everyNumber, everySize, intersect, type Range } from './range.ts'
import { isTextFormat } from '../../contract/validate/formats.ts'
import { isNumberFormat } from '../../contract/validate/numbers.ts'
import { isKeyword } from '../../contract/validate/words.ts'
import { misused } from './keyword-types.ts'
import { canonical, ordered } from './canonical.ts'
import { exclusionsOf } from './exclusions.ts'

/** Formats of OpenAPI and of JSON Schema that exclude no text and no number. */
const silentFormats = new Set(['float', 'double', 'password', 'binary'])

const int32: Range = { ...everyNumber, from: -(2 ** 31), to: 2 ** 31 - 1 }

type Own = { readonly alternative: Alternative; readonly isNullable: boolean }

/** Throws an `Error` of one line for a type that OpenAPI 3.0 does not have. */
export function ownRules(pointer: string, node: JsonObject): Own {
  const { type, format, pattern, multipleOf } = node
  const values = Array.isArray(node['enum'])
    ? listOr(node['enum']).map(ordered)
    : undefined
  const excluded = exclusionsOf(node)
  const isWhole = type === 'integer' || format === 'int32' || format === 'int64'
  const bounds = numbersOf(node)
  return {
    isNullable: type === undefined && (values?.includes(null) ?? true),
    alternative: {
      ...anything,
      pointers: [pointer],
      kinds: new Set(
        [...kindsOf(type, pointer)].filter((kind) => !excluded.kinds.has(kind)),
      ),
      ...(values && { values: values.filter((value) => value !== null) }),
      formats: formatsOf(format),
      patterns: new Set(typeof pattern === 'string' ? [pattern] : []),
      multiples: new Set([
        ...(isWhole ? [1] : []),
        ...(typeof multipleOf === 'number' ? [multipleOf] : []),
      ]),
      bounds: format === 'int32' ? intersect(bounds, int32) : bounds,
      length: sizesOf(node, 'Length'),
      count: sizesOf(node, 'Items'),
      size: sizesOf(node, 'Properties'),
      isUnique: node['uniqueItems'] === true,
      not: excluded.schemas,
      items: isJsonObject(node['items']) ? [joinPointer(pointer, 'items')] : [],
      objects: objectsOf(pointer, node),
      required: new Set(listOr(node['required']).map(String)),
      unread: unreadIn(node),
    },
  }
}

function kindsOf(
  type: JsonValue | undefined,
  pointer: string,
): ReadonlySet<Kind> {
  if (type === undefined) return anything.kinds
  const kind = kinds.find((one) => one === type)
  if (kind !== undefined) return new Set([kind])
  if (type === 'integer') return new Set<Kind>(['number'])
  throw new Error(
    `the type at "#${pointer}" is ${JSON.stringify(type)}, which OpenAPI 3.0 does not have`,
  )
}

/** Without pointers, so that the same fault of both contracts is one text. */
function unreadIn(node: JsonObject): ReadonlySet<string> {
  const words = Object.keys(node).filter((word) => !isKeyword(word))
  const { format } = node
  return new Set([
    ...misused(node),
    ...words.map(
      (word) =>
        `"${word}" is not a keyword of OpenAPI 3.0 schemas: ${canonical(node[word])}`,
    ),
    ...(typeof format === 'string' && !isKnownFormat(format)
      ? [`the format "${format}" is unknown`]
      : []),
  ])
}

function isKnownFormat(name: string): boolean {
  return isTextFormat(name) || isNumberFormat(name)
}

function formatsOf(format: JsonValue | undefined): ReadonlySet<string> {
  const isRule =
    typeof format === 'string' &&
    isKnownFormat(format) &&
    !silentFormats.has(format) &&
    format !== 'int32' &&
    format !== 'int64'
  return new Set(isRule ? [format] : [])
}

/** Exclusive limits are flags in OpenAPI 3.0. */
function numbersOf(node: JsonObject): Range {
  const { minimum, maximum } = node
  return {
    from: typeof minimum === 'number' ? minimum : -Infinity,
    to: typeof maximum === 'number' ? maximum : Infinity,
    isFromOpen:
      typeof minimum === 'number' && node['exclusiveMinimum'] === true,
    isToOpen: typeof maximum === 'number' && node['exclusiveMaximum'] === true,
  }
}

function sizesOf(
  node: JsonObject,
  what: 'Length' | 'Items' | 'Properties',
): Range {
  const least = node[`min${what}`]
  const most = node[`max${what}`]
  return {
    ...everySize,
    ...(typeof least === 'number' && { from: least }),
    ...(typeof most === 'number' && { to: most }),
  }
}

function objectsOf(pointer: string, node: JsonObject): readonly ObjectPart[] {
  if (!('properties' in node) && !('additionalProperties' in node)) return []
  const properties = new Map(
    Object.keys(objectOr(node['properties'])).map((name) => [
      name,
      joinPointer(pointer, 'properties', name),
    ]),
  )
  const additional = node['additionalProperties'] ?? true
  return [
    {
      pointer,
      properties,
      additional: isJsonObject(additional)
        ? joinPointer(pointer, 'additionalProperties')
        : additional !== false,
    },
  ]
}
