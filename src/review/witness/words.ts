/** The keywords by which a value breaks a rule, as ajv names them. */
import type { Aspect } from '../schemas/delta.ts'

const types = ['type', 'enum']
const choices = ['oneOf', 'anyOf', 'discriminator']

export const wordsOf: Readonly<Record<Aspect, readonly string[]>> = {
  type: [...types, ...choices, 'multipleOf', 'not'],
  null: [...types, ...choices, 'not'],
  values: [
    ...types,
    ...choices,
    'format',
    'pattern',
    'minLength',
    'maxLength',
    'minimum',
    'maximum',
  ],
  variants: [...types, ...choices, 'not'],
  tag: choices,
  format: ['format'],
  length: ['minLength', 'maxLength'],
  bounds: [
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'format',
  ],
  multiple: ['multipleOf'],
  pattern: ['pattern'],
  items: ['minItems', 'maxItems', 'uniqueItems'],
  properties: ['minProperties', 'maxProperties'],
  closed: ['additionalProperties'],
  not: ['not'],
}
