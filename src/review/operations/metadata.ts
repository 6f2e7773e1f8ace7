/** Metadata: what an operation says beside requests and replies, and what
 * generators of SDKs read. */
import type { JsonValue } from '../../model/contract.ts'
import { joinPointer } from '../../model/json-pointer.ts'
import type { Code } from '../codes/codes.ts'
import type { Difference } from '../difference.ts'
import { membersOf } from '../schemas/members.ts'
import type { Both } from '../schemas/pairing.ts'
import type { Comparison } from '../schemas/compare.ts'
import type { Shapes } from '../schemas/shape.ts'
import { compareResultTypes } from './result-type.ts'
import type { Surface } from './surface.ts'

/** The property of a reply that SDKs return; null makes them return nothing. */
const resultWord = 'x-response-key'

export function compareMetadata(
  surfaces: Both<Surface>,
  comparison: Pick<Comparison, 'documents' | 'shapes'>,
): readonly Difference[] {
  const { old, new: fresh } = surfaces
  const { shapes } = comparison
  const gained = (word: string): boolean =>
    isSet(fresh.node[word]) && !isSet(old.node[word])
  const result = resultCode(surfaces, shapes.new)
  const found: readonly (readonly [Code, string])[] = [
    ...(gained('deprecated')
      ? [['operation-deprecated', 'deprecated'] as const]
      : []),
    ...(gained('x-undocumented')
      ? [['sdk-operation-hidden', 'x-undocumented'] as const]
      : []),
    ...(result ? [[result, resultWord] as const] : []),
  ]
  const words = found.map(([code, word]): Difference => ({
    code,
    what: code,
    side: 'operation',
    at: fresh.operation.path,
    before: textOf(old.node[word]),
    after: textOf(fresh.node[word]),
    old: joinPointer(old.operation.pointer, word),
    new: joinPointer(fresh.operation.pointer, word),
    operation: fresh.operation.key,
  }))
  return [...words, ...compareResultTypes(surfaces, comparison)]
}

/** A flag, or a text that says why. */
function isSet(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== false
}

function resultCode(
  { old, new: fresh }: Both<Surface>,
  shapes: Shapes,
): Code | undefined {
  const before = old.node[resultWord]
  const after = fresh.node[resultWord]
  if (before === after) return undefined
  if (typeof before === 'string')
    return typeof after === 'string' ? 'sdk-result-renamed' : 'sdk-result-lost'
  return after === null && hasResult(fresh, shapes)
    ? 'sdk-result-lost'
    : undefined
}

/** Whether a success holds an object or a list: more than that it is one. */
function hasResult({ replies }: Surface, { shapeOf }: Shapes): boolean {
  return [...replies].some(([status, { contents }]) => {
    if (!status.startsWith('2')) return false
    const bodies = [...contents.values()].flatMap(
      (spot) => shapeOf(spot).alternatives,
    )
    return bodies
      .flatMap((body) => [...membersOf(body).named.values()])
      .flatMap((spot) => shapeOf(spot).alternatives)
      .some(({ kinds }) => kinds.has('object') || kinds.has('array'))
  })
}

function textOf(value: JsonValue | undefined): string {
  return value === undefined ? 'absent' : JSON.stringify(value)
}
