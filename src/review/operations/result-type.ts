/** Result types: the schema that the result of an operation refers to, by which
 * generators of SDKs name its type. */
import type { JsonObject } from '../../model/contract.ts'
import { resolvePointer, stepsOf } from '../../model/json-pointer.ts'
import { listOr, objectOr } from '../../model/json.ts'
import type { Difference } from '../difference.ts'
import type { Comparison } from '../schemas/compare.ts'
import { membersOf } from '../schemas/members.ts'
import type { Both } from '../schemas/pairing.ts'
import type { Shapes } from '../schemas/shape.ts'
import type { Surface } from './surface.ts'

/** Undefined where a result has no schema; no name where it is written inline. */
type Result = { readonly pointer: string; readonly name?: string }

/** Another name, or none any more. A name where there was none hurts no one. */
export function compareResultTypes(
  surfaces: Both<Surface>,
  { documents, shapes }: Pick<Comparison, 'documents' | 'shapes'>,
): readonly Difference[] {
  const old = resultOf(surfaces.old, {
    document: documents.old,
    shapes: shapes.old,
  })
  const fresh = resultOf(surfaces.new, {
    document: documents.new,
    shapes: shapes.new,
  })
  if (!old || !fresh || old.name === undefined || old.name === fresh.name)
    return []
  return [
    {
      code: 'sdk-type-renamed',
      what: 'sdk-type-renamed',
      side: 'operation',
      at: old.name,
      before: old.name,
      after: fresh.name ?? 'written inline, without a name',
      old: old.pointer,
      new: fresh.pointer,
      operation: surfaces.new.operation.key,
    },
  ]
}

function resultOf(
  { node, replies }: Surface,
  {
    document,
    shapes,
  }: { readonly document: JsonObject; readonly shapes: Shapes },
): Result | undefined {
  const key = node['x-response-key']
  if (typeof key !== 'string') return undefined
  const bodies = [...replies]
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, { contents }]) => [...contents.values()])
  for (const body of bodies)
    for (const one of shapes.shapeOf(body).alternatives) {
      const [pointer] = membersOf(one).named.get(key) ?? []
      if (pointer === undefined) continue
      const name = nameAt(objectOr(resolvePointer(document, pointer)))
      return { pointer, ...(name !== undefined && { name }) }
    }
  return undefined
}

/** Of an object, or of the items of a list; an `allOf` of one is that one. */
function nameAt(schema: JsonObject): string | undefined {
  const { $ref, items, allOf } = schema
  if (typeof $ref === 'string') return stepsOf($ref.slice(1)).at(-1)
  const [only, ...more] = listOr(allOf)
  const inner = items ?? (more.length === 0 ? only : undefined)
  return inner === undefined ? undefined : nameAt(objectOr(inner))
}
