/** The words of OpenAPI 3.0 schemas, and the form that each must have. */
import { closest, distance } from 'fastest-levenshtein'
import { isJsonObject } from '../../model/json.ts'
import type { JsonObject, JsonValue } from '../../model/contract.ts'

/** Keywords with the same meaning in JSON Schema (OpenAPI 3.0.3 §4.7.24). */
export const sameWords: ReadonlySet<string> = new Set(
  'type format enum multipleOf maxLength minLength pattern maxItems minItems uniqueItems maxProperties minProperties required'.split(
    ' ',
  ),
)
/** Keywords that do not restrict a value, or only together with another one. */
const silent: ReadonlySet<string> = new Set(
  'title description default readOnly writeOnly xml externalDocs example deprecated nullable discriminator'.split(
    ' ',
  ),
)
const converted: ReadonlySet<string> = new Set(
  'properties items additionalProperties allOf oneOf anyOf not minimum maximum exclusiveMinimum exclusiveMaximum'.split(
    ' ',
  ),
)
const flags: ReadonlySet<string> = new Set(
  'nullable readOnly writeOnly exclusiveMinimum exclusiveMaximum'.split(' '),
)

/** Whether OpenAPI 3.0 has the keyword in schemas; its extensions count. */
export function isKeyword(word: string): boolean {
  return (
    sameWords.has(word) ||
    silent.has(word) ||
    converted.has(word) ||
    word.startsWith('x-')
  )
}

/** Throws an `Error` of one line for an unknown keyword, or one of another form
 * than OpenAPI 3.0 gives it: if it were ignored, every value would pass. */
export function requireWords({
  node,
  pointer,
}: {
  readonly node: JsonObject
  readonly pointer: string
}): void {
  for (const [word, value] of Object.entries(node)) {
    if (!isKeyword(word)) throw new Error(unknownWord(word, pointer))
    const form = wantedForm(word, value)
    if (form !== undefined)
      throw new Error(`"${word}" at #${pointer} must be ${form} in OpenAPI 3.0`)
  }
}

function wantedForm(word: string, value: JsonValue): string | undefined {
  if (flags.has(word) && typeof value !== 'boolean') return 'true or false'
  const isTagged =
    isJsonObject(value) && typeof value['propertyName'] === 'string'
  if (word === 'discriminator' && !isTagged)
    return 'an object with "propertyName"'
  return undefined
}

function unknownWord(word: string, pointer: string): string {
  const known = [...sameWords, ...silent, ...converted]
  const near = closest(word, known)
  const hint = distance(word, near) <= 3 ? `; did you mean "${near}"?` : ''
  return `"${word}" at #${pointer} is not a keyword of OpenAPI 3.0 schemas${hint}`
}
