/** Finds the bodies that a schema cannot judge: what is neither JSON nor text. */
import { listOr } from '../../model/json.ts'
import { flatten } from '../document/flatten.ts'
import type { BodyForm } from '../media-type.ts'
import type { JsonObject } from '../../model/contract.ts'

/** Why a body of this form is not judged by the schema; undefined where it is. */
export function whyUnread(
  document: JsonObject,
  {
    pointer,
    form,
    range,
  }: {
    readonly pointer: string
    readonly form: BodyForm
    readonly range: string
  },
): string | undefined {
  if (form === 'json') return undefined
  const { parts, variants } = flatten(document, pointer)
  const types = parts.flatMap(({ node }) => node['type'] ?? [])
  const isText = types.every((type) => type === 'string')
  if (form === 'text')
    return isText
      ? undefined
      : `${range} is text, and its schema is of type ${types.join(' and ')}`
  // Any bytes are right where the contract says no more.
  const isBinary =
    variants.length === 0 &&
    parts.some(({ node }) => node['format'] === 'binary') &&
    parts.every(({ node }) => listOr(Object.keys(node)).every(isFree))
  return isBinary ? undefined : `${range} is neither JSON nor text`
}

/** Words that restrict no bytes. */
function isFree(word: unknown): boolean {
  return /^(?:type|format|allOf|title|description|example|deprecated|nullable|x-.*)$/.test(
    String(word),
  )
}
