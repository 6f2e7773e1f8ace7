/** Types of keywords: a value of another type has no meaning in OpenAPI 3.0. */
import { readPattern } from '../../contract/validate/patterns.ts'
import type { JsonObject, JsonValue } from '../../model/contract.ts'
import { isJsonObject, isList } from '../../model/json.ts'
import { exactOf } from '../exact-numbers.ts'
import { canonical } from './canonical.ts'

type Type = {
  /** What it must be. */
  readonly name: string
  readonly fits: (value: JsonValue) => boolean
  readonly words: readonly string[]
}

const types: readonly Type[] = [
  {
    name: 'a number',
    fits: (value) => typeof value === 'number',
    words: ['minimum', 'maximum'],
  },
  {
    name: 'a number above 0',
    fits: (value) => typeof value === 'number' && value > 0,
    words: ['multipleOf'],
  },
  {
    name: 'a whole number from 0',
    fits: (value) => Number.isInteger(value) && Number(value) >= 0,
    words: ['Length', 'Items', 'Properties'].flatMap((what) => [
      `min${what}`,
      `max${what}`,
    ]),
  },
  {
    name: 'true or false',
    fits: (value) => typeof value === 'boolean',
    words: [
      'exclusiveMinimum',
      'exclusiveMaximum',
      'uniqueItems',
      'nullable',
      'readOnly',
      'writeOnly',
      'deprecated',
    ],
  },
  {
    name: 'a regular expression',
    fits: isExpression,
    words: ['pattern'],
  },
  {
    name: 'a text',
    fits: (value) => typeof value === 'string',
    words: ['format'],
  },
  {
    name: 'a list of names',
    fits: (value) =>
      isList(value) && value.every((name) => typeof name === 'string'),
    words: ['required'],
  },
  { name: 'a list of values', fits: isList, words: ['enum'] },
  {
    name: 'a list of schemas',
    fits: (value) => isList(value) && value.length > 0,
    words: ['allOf', 'oneOf', 'anyOf'],
  },
  { name: 'an object of schemas', fits: isJsonObject, words: ['properties'] },
  { name: 'a schema', fits: isJsonObject, words: ['items', 'not'] },
  {
    name: 'a schema, true or false',
    fits: (value) => isJsonObject(value) || typeof value === 'boolean',
    words: ['additionalProperties'],
  },
  {
    name: 'an object with a propertyName',
    fits: (value) =>
      isJsonObject(value) && typeof value['propertyName'] === 'string',
    words: ['discriminator'],
  },
]

const typeOf: ReadonlyMap<string, Type> = new Map(
  types.flatMap((type) => type.words.map((word) => [word, type])),
)

/** One line for each keyword whose value has another type. */
export function misused(node: JsonObject): readonly string[] {
  return Object.entries(node).flatMap(([word, value]) => {
    const type = typeOf.get(word)
    if (!type || type.fits(value)) return []
    const exact = exactOf(value)
    if (exact !== undefined)
      return [`"${word}" is ${exact}, which is too long to be compared`]
    return [
      `"${word}" must be ${type.name} in OpenAPI 3.0, received ${canonical(value).slice(0, 100)}`,
    ]
  })
}

function isExpression(value: JsonValue): boolean {
  return typeof value === 'string' && readPattern(value) !== undefined
}
