/** Reads the text of a header as the value that its schema describes (OpenAPI
 * 3.0.3 §4.7.21: style `simple`). */
import { numberAt } from '../../model/json-token.ts'
import { exactOf, type Exact } from '../../model/exact-number.ts'
import { listOr } from '../../model/json.ts'
import { flatten } from '../document/flatten.ts'
import type { Located } from '../document/refs.ts'
import { itemsOf, membersOf, typesOf } from './header-members.ts'
import { splitObject } from './header-object.ts'
import type { DocumentedHeader, JsonObject } from '../../model/contract.ts'

type Scalar = Exact | boolean | string
type HeaderValue = Scalar | readonly Scalar[] | Readonly<Record<string, Scalar>>

type At = { readonly document: JsonObject; readonly pointer: string }

/** A schema, and how lists and objects are written. */
type WrittenAt = At & Pick<DocumentedHeader, 'style' | 'isExploded'>

/** Words that restrict no text. */
const wordsOfOthers =
  /^(?:properties|required|additionalProperties|items|uniqueItems|multipleOf|m(?:in|ax)(?:imum|Items|Properties))$/

/** Why texts are not read by the schema; undefined where they are. */
export function whyUnreadText({
  document,
  pointer,
  style = 'simple',
}: WrittenAt): string | undefined {
  const { parts, variants } = flatten(document, pointer)
  if (variants.length > 0 || wordsOf(parts).includes('discriminator'))
    return 'a text is not read by variants'
  const types = typesOf(parts)
  const [type, ...others] = types
  if (others.length > 0) return `a text is not read as ${types.join(' and ')}`
  if (type === undefined) return whyUnreadUntyped(parts)
  if (type !== 'array' && type !== 'object') return undefined
  if (style !== 'simple') return `a text is not read by the style "${style}"`
  const items = itemsOf(parts)
  if (type === 'array' && items === undefined)
    return 'a text is not read as array without items'
  const members =
    type === 'array' ? [items ?? ''] : membersOf(document, parts).pointers
  return members
    .map((inner) => whyUnreadMember({ document, pointer: inner }))
    .find((fact) => fact !== undefined)
}

function whyUnreadUntyped(parts: readonly Located[]): string | undefined {
  const values = parts.flatMap(({ node }) => listOr(node['enum']))
  const word = values.some((one) => typeof one !== 'string')
    ? 'an enum'
    : wordsOf(parts).find((one) => wordsOfOthers.test(one))
  return word && `a text is not read by ${word} without type`
}

/** The style says nothing about a list or an object within another. */
function whyUnreadMember(at: At): string | undefined {
  const [type] = typesOf(flatten(at.document, at.pointer).parts)
  return type === 'array' || type === 'object'
    ? `a text is not read as ${type} within another`
    : whyUnreadText(at)
}

/** Names of the properties after which a comma may be part of a text. */
export function openTexts({ document, pointer }: At): readonly string[] {
  const { parts } = flatten(document, pointer)
  return typesOf(parts)[0] === 'object' ? membersOf(document, parts).texts : []
}

/** The text itself where it is not of the type: then it breaks the schema.
 * Undefined where it can be read in several ways. */
export function readHeaderText(
  text: string,
  at: WrittenAt,
): HeaderValue | undefined {
  const { document, isExploded = false } = at
  const { parts } = flatten(document, at.pointer)
  const [type] = typesOf(parts)
  const items = type === 'array' ? itemsOf(parts) : undefined
  const read = (one: string, pointer: string | undefined): Scalar =>
    pointer === undefined ? one : readScalar(one, { document, pointer })
  if (items !== undefined)
    return text.split(',').map((one) => read(one.trim(), items))
  if (type !== 'object') return readScalar(text, at)
  const members = membersOf(document, parts)
  const found = splitObject(text, { isExploded, members })
  if (found === undefined || typeof found === 'string') return found
  return Object.fromEntries(
    [...found].map(([name, one]) => [name, read(one, members.pointerOf(name))]),
  )
}

function readScalar(text: string, { document, pointer }: At): Scalar {
  const [type] = typesOf(flatten(document, pointer).parts)
  if (type === 'boolean')
    return text === 'true' || text === 'false' ? text === 'true' : text
  const isNumber = type === 'integer' || type === 'number'
  return isNumber && numberAt(text, 0) === text ? exactOf(text) : text
}

function wordsOf(parts: readonly Located[]): readonly string[] {
  return parts.flatMap(({ node }) => Object.keys(node))
}
