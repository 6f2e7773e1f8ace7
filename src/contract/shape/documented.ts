/** The documented shape of a schema, as indented pseudo-JSON of types. */
import { flatten } from '../document/flatten.ts'
import { joinPointer, resolvePointer } from '../../model/json-pointer.ts'
import { listOr, objectOr } from '../../model/json.ts'
import { listShape, objectShape } from './received.ts'
import { locate, type Located } from '../document/refs.ts'
import type { JsonObject } from '../../model/contract.ts'

const deepest = 12

/** `{ ok: boolean }` with one property per line and sorted names; optional ones
 * marked `?`, formats in brackets, `| null` where null is allowed; `…` where a
 * schema contains itself. Throws an `Error` when a reference has no target. */
export function renderShape(
  document: JsonObject,
  pointer: string,
  above: readonly string[] = [],
): string {
  const { parts, variants } = flatten(document, pointer)
  const [own] = parts
  if (!own || above.includes(own.pointer) || above.length > deepest) return '…'
  const below = [...above, own.pointer]
  const inner = (at: string): string => renderShape(document, at, below)
  const shapes = [
    ...partShapes(parts, inner),
    ...variants.map((one) => [...new Set(one.branches.map(inner))].join(' | ')),
  ]
  const shape = [...new Set(shapes)].join(' & ') || 'any'
  return isNullable(document, pointer) ? `${shape} | null` : shape
}

/** Whether null is allowed, said by the schema or beside the reference to it. */
export function isNullable(document: JsonObject, pointer: string): boolean {
  const written = objectOr(resolvePointer(document, pointer))
  const { node } = locate(document, pointer)
  return written['nullable'] === true || node['nullable'] === true
}

/** Names of the properties that the schemas require together. */
export function requiredNames(parts: readonly Located[]): ReadonlySet<string> {
  return new Set(
    parts.flatMap((part) => listOr(part.node['required']).map(String)),
  )
}

function partShapes(
  parts: readonly Located[],
  inner: (pointer: string) => string,
): readonly string[] {
  const properties = new Map<string, string>()
  const required = requiredNames(parts)
  const shapes: string[] = []
  for (const { node, pointer } of parts) {
    for (const name of Object.keys(objectOr(node['properties'])))
      properties.set(
        required.has(name) ? name : `${name}?`,
        inner(joinPointer(pointer, 'properties', name)),
      )
    if ('items' in node)
      shapes.push(listShape(inner(joinPointer(pointer, 'items'))))
    else if (!('properties' in node)) shapes.push(scalarShape(node))
  }
  if (properties.size > 0) shapes.unshift(objectShape([...properties]))
  return shapes.filter(
    (shape) => shape !== '' && !(properties.size > 0 && shape === '{}'),
  )
}

function scalarShape(node: JsonObject): string {
  const values = listOr(node['enum'])
  if (values.length > 0)
    return values.map((value) => JSON.stringify(value)).join(' | ')
  const { type, format } = node
  if (type === 'object') return '{}'
  if (type === 'array') return '[any]'
  if (typeof type !== 'string') return ''
  return typeof format === 'string' ? `${type} (${format})` : type
}
