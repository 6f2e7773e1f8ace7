/** The names that a discriminator gives to schemas. */
import { joinPointer } from '../../model/json-pointer.ts'
import { objectOr } from '../../model/json.ts'
import { refTarget, type Located } from './refs.ts'
import type { JsonObject } from '../../model/contract.ts'

/** The values by which a discriminator names schemas: their own names, and those
 * of its mapping, which go first. */
export function namesIn(
  document: JsonObject,
  { node }: Located,
): ReadonlyMap<string, string> {
  const mapping = objectOr(objectOr(node['discriminator'])['mapping'])
  const schemas = objectOr(objectOr(document['components'])['schemas'])
  const own = Object.keys(schemas).map((name) => [name, placeOf(name)] as const)
  const mapped = Object.entries(mapping).flatMap(([name, target]) => {
    if (typeof target !== 'string') return []
    const isName = Object.hasOwn(schemas, target)
    if (isName) return [[name, placeOf(target)] as const]
    return target.startsWith('#/') ? [[name, refTarget(target)] as const] : []
  })
  return new Map([...own, ...mapped])
}

/** The JSON pointer of a component. */
export function placeOf(name: string): string {
  return joinPointer('/components/schemas', name)
}
