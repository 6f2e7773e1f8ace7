/** The documented and the received shape, equal wherever the value conforms. */
import type { Applicable } from '../validate/applicable.ts'
import { isJsonObject, joinPointer, objectOr } from '../document/json.ts'
import type { Path } from '../validate/path.ts'
import { listShape, objectShape, shapeOf } from './received.ts'
import type { Located } from '../document/refs.ts'
import { isNullable, renderShape, requiredNames } from './documented.ts'
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

  function pair(spot: Spot): ShapePair {
    const violation = found.at.get(keyOf(spot.path))
    if (violation) return departed(violation, spot)
    const parts = applicable.partsFor(spot.pointer, spot.value) ?? []
    if (Array.isArray(spot.value)) return pairLists(parts, spot)
    if (isJsonObject(spot.value))
      return nullable(spot, pairObjects(parts, spot))
    return same(renderShape(document, spot.pointer))
  }

  function pairLists(parts: readonly Located[], spot: Spot): ShapePair {
    const list = spot.value as readonly unknown[] // as: the caller tested it
    const holder = parts.find((part) => 'items' in part.node)
    if (!holder || list.length === 0)
      return same(renderShape(document, spot.pointer))
    const departing = list.findIndex((_, index) =>
      found.touched.has(keyOf([...spot.path, index])),
    )
    const index = Math.max(departing, 0)
    const element = pair({
      pointer: joinPointer(holder.pointer, 'items'),
      value: list[index],
      path: [...spot.path, index],
    })
    return nullable(spot, both(element, listShape))
  }

  function pairObjects(parts: readonly Located[], spot: Spot): ShapePair {
    const value = objectOr(spot.value)
    const required = requiredNames(parts)
    const documented: [string, string][] = []
    const received: [string, string][] = []
    const missing = found.missing.get(keyOf(spot.path)) ?? []
    for (const name of new Set([...Object.keys(value), ...missing])) {
      const path = [...spot.path, name]
      const holder = parts.find((part) =>
        Object.hasOwn(objectOr(part.node['properties']), name),
      )
      const isExtra =
        found.at.get(keyOf(path))?.kind === 'property-undocumented'
      const inner = holder
        ? pair({
            pointer: joinPointer(holder.pointer, 'properties', name),
            value: value[name],
            path,
          })
        : undescribed(path, value[name])
      const label = holder && !required.has(name) ? `${name}?` : name
      if (!isExtra && inner.documented)
        documented.push([label, inner.documented])
      if (Object.hasOwn(value, name)) received.push([label, inner.received])
    }
    return {
      documented: objectShape(documented),
      received: objectShape(received),
    }
  }

  function undescribed(path: Path, value: unknown): ShapePair {
    const violation = found.at.get(keyOf(path))
    if (violation?.kind === 'required-missing') return same('any')
    const received = shapeOf(value)
    return { documented: violation ? '' : received, received }
  }

  function departed(violation: Violation, spot: Spot): ShapePair {
    const documented = renderShape(document, spot.pointer)
    const shape = shapeOf(spot.value)
    const isSame = typeof spot.value !== 'object' || shape === documented
    return { documented, received: isSame ? violation.received : shape }
  }

  function nullable(spot: Spot, shapes: ShapePair): ShapePair {
    return isNullable(document, spot.pointer)
      ? both(shapes, (text) => `${text} | null`)
      : shapes
  }

  return pair({ pointer, value: body, path: [] })
}

function indexViolations(violations: readonly Violation[]): {
  readonly at: ReadonlyMap<string, Violation>
  /** Every place at or above a violation. */
  readonly touched: ReadonlySet<string>
  /** Names that are missing at a place. */
  readonly missing: ReadonlyMap<string, readonly string[]>
} {
  const at = new Map<string, Violation>()
  const touched = new Set<string>()
  const missing = new Map<string, string[]>()
  for (const violation of violations) {
    const { path, kind } = violation
    at.set(keyOf(path), violation)
    for (let length = 0; length <= path.length; length++)
      touched.add(keyOf(path.slice(0, length)))
    if (kind !== 'required-missing') continue
    const parent = keyOf(path.slice(0, -1))
    missing.set(parent, [...(missing.get(parent) ?? []), String(path.at(-1))])
  }
  return { at, touched, missing }
}

function keyOf(path: Path): string {
  return JSON.stringify(path)
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
