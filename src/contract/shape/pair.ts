/** The documented and the received shape, equal wherever the value conforms. */
import type { Applicable } from '../validate/applicable.ts'
import { joinPointer } from '../../model/json-pointer.ts'
import { isJsonObject, objectOr } from '../../model/json.ts'
import type { Path } from '../../model/path.ts'
import { listShape, objectShape, shapeOf } from './received.ts'
import type { Located } from '../document/refs.ts'
import { isNullable, renderShape, requiredNames } from './documented.ts'
import { indexViolations, keyOf } from './violation-index.ts'
import type { ViolationIndex } from './violation-index.ts'
import type { JsonObject, Violation } from '../../model/contract.ts'

/** Two texts that differ only where the body does not conform. */
export type ShapePair = {
  readonly documented: string
  readonly received: string
}

type Given = {
  readonly document: JsonObject
  readonly applicable: Applicable
  /** JSON pointer of the body's schema. */
  readonly pointer: string
  /** What the judge found in the body. */
  readonly violations: readonly Violation[]
}

/** What every place needs to be paired. */
type Pairing = Pick<Given, 'document' | 'applicable'> & {
  readonly found: ViolationIndex
}

/** One place in the body, beside the schema that is documented for it. */
type Spot = {
  readonly pointer: string
  readonly value: unknown
  readonly path: Path
}

/** Optional properties that did not arrive are in neither text. One element of a
 * list stands for all: the first that does not conform, else the first. */
export function pairShapes(
  { document, applicable, pointer, violations }: Given,
  body: unknown,
): ShapePair {
  const found = indexViolations(violations)
  return pair(
    { document, applicable, found },
    { pointer, value: body, path: [] },
  )
}

function pair(pairing: Pairing, spot: Spot): ShapePair {
  const { document, applicable, found } = pairing
  const violation = found.at.get(keyOf(spot.path))
  const documented = () => renderShape(document, spot.pointer)
  if (violation)
    return wrong(violation, { documented: documented(), value: spot.value })
  const parts = applicable.partsFor(spot.pointer, spot.value) ?? []
  const shapes = Array.isArray(spot.value)
    ? pairLists(pairing, { ...spot, value: spot.value, parts })
    : isJsonObject(spot.value)
      ? pairObjects(pairing, { ...spot, value: spot.value, parts })
      : undefined
  if (!shapes) return same(documented())
  return isNullable(document, spot.pointer)
    ? both(shapes, (text) => `${text} | null`)
    : shapes
}

/** Undefined where no element can be shown. */
function pairLists(
  pairing: Pairing,
  {
    parts,
    value,
    path,
  }: Spot & {
    readonly value: readonly unknown[]
    readonly parts: readonly Located[]
  },
): ShapePair | undefined {
  const holder = parts.find((part) => 'items' in part.node)
  if (!holder || value.length === 0) return undefined
  const wrongIndex = value.findIndex((_, index) =>
    pairing.found.touched.has(keyOf([...path, index])),
  )
  const index = Math.max(wrongIndex, 0)
  const element = pair(pairing, {
    pointer: joinPointer(holder.pointer, 'items'),
    value: value[index],
    path: [...path, index],
  })
  return both(element, listShape)
}

function pairObjects(
  pairing: Pairing,
  {
    parts,
    value,
    path: parent,
  }: Spot & {
    readonly value: JsonObject
    readonly parts: readonly Located[]
  },
): ShapePair {
  const { found } = pairing
  const required = requiredNames(parts)
  const documented: [string, string][] = []
  const received: [string, string][] = []
  const missing = found.missing.get(keyOf(parent)) ?? []
  for (const name of new Set([...Object.keys(value), ...missing])) {
    const path = [...parent, name]
    const violation = found.at.get(keyOf(path))
    const holder = parts.find((part) =>
      Object.hasOwn(objectOr(part.node['properties']), name),
    )
    const inner = holder
      ? pair(pairing, {
          pointer: joinPointer(holder.pointer, 'properties', name),
          value: value[name],
          path,
        })
      : undescribed(violation, value[name])
    const label = holder && !required.has(name) ? `${name}?` : name
    const isExtra = violation?.kind === 'property-undocumented'
    if (!isExtra && inner.documented) documented.push([label, inner.documented])
    if (Object.hasOwn(value, name)) received.push([label, inner.received])
  }
  return {
    documented: objectShape(documented),
    received: objectShape(received),
  }
}

/** A property that no schema describes. */
function undescribed(
  violation: Violation | undefined,
  value: unknown,
): ShapePair {
  if (violation?.kind === 'required-missing') return same('any')
  const received = shapeOf(value)
  return { documented: violation ? '' : received, received }
}

function wrong(
  violation: Violation,
  {
    documented,
    value,
  }: { readonly documented: string; readonly value: unknown },
): ShapePair {
  const shape = shapeOf(value)
  const isSame = typeof value !== 'object' || shape === documented
  return { documented, received: isSame ? violation.received : shape }
}

function both(shapes: ShapePair, change: (text: string) => string): ShapePair {
  return {
    documented: change(shapes.documented),
    received: change(shapes.received),
  }
}

function same(text: string): ShapePair {
  return { documented: text, received: text }
}
