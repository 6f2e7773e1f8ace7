/** The shape of a received value: names, types and formats, never values. */
import { isDateTime } from '../validate/dates.ts'
import { isUuid } from '../validate/formats.ts'

/** How many elements of a list and how many levels are read. */
const widest = 100
const deepest = 20

/** The notation of `documentedShape`: `{`, one property per line with sorted
 * names, `}`; lists as `[` their distinct elements `]`; `string (uuid)`. */
export function shapeOf(value: unknown, depth = 0): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return `string${formatOf(value)}`
  if (typeof value === 'bigint') return 'number'
  if (typeof value !== 'object') return typeof value
  if (depth >= deepest) return '…'
  if (Array.isArray(value)) {
    const shapes = value.slice(0, widest).map((one) => shapeOf(one, depth + 1))
    return listShape([...new Set(shapes)].join(' | '))
  }
  return objectShape(
    Object.entries(value).map(([name, inner]) => [
      name,
      shapeOf(inner, depth + 1),
    ]),
  )
}

function formatOf(text: string): string {
  if (isUuid(text)) return ' (uuid)'
  return isDateTime(text) ? ' (date-time)' : ''
}

/** Property names, `?` after optional ones, and their shapes; sorted here. */
export function objectShape(
  properties: readonly (readonly [name: string, shape: string])[],
): string {
  if (properties.length === 0) return '{}'
  const lines = properties
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, shape]) => `${name}: ${shape}`)
  return `{\n${indent(lines.join('\n'))}\n}`
}

export function listShape(element: string): string {
  if (element === '') return '[]'
  return element.includes('\n') ? `[\n${indent(element)}\n]` : `[${element}]`
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ')
}
