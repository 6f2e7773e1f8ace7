/** Describes shapes in a few words. */
import type { Alternative } from './alternative.ts'
import { describeValues } from '../../contract/validate/describe.ts'
import { plural } from '../../model/plural.ts'
import type { Shape } from './shape.ts'

/** `string, format uuid, or null`; `one of "a", "b"`; `one of 3 variants`. */
export function describeShape({ alternatives, isNullable }: Shape): string {
  const [only] = alternatives
  if (!only) return isNullable ? 'null' : 'nothing'
  const isAny = isNullable && describeAlternative(only) === 'any value'
  const words =
    alternatives.length === 1
      ? describeAlternative(only)
      : `one of ${plural(alternatives.length, 'variant')}`
  return isNullable && !isAny ? `${words}, or null` : words
}

export function describeAlternative(one: Alternative): string {
  if (one.values) return describeValues(one.values)
  const formats = [...one.formats].map((format) => `format ${format}`)
  return [describeKinds(one), ...formats].join(', ')
}

/** `integer`; `string or number`; `any value`. */
function describeKinds({ kinds, multiples }: Alternative): string {
  if (kinds.size === 5) return 'any value'
  return [...kinds]
    .map((kind) => (kind === 'number' && multiples.has(1) ? 'integer' : kind))
    .join(' or ')
}
