/** Finds properties that no documented schema names, at any depth of a body.
 *
 * JSON Schema's `unevaluatedProperties` could find them while validating, but
 * inside `oneOf` an extra property would become an unmatched variant: a break
 * instead of an addition. So ajv judges the documented part first, and this walk
 * compares the body with the schemas that apply. */
import { remember, type Applicable } from './applicable.ts'
import { typeOf } from './describe.ts'
import { joinPointer } from '../../model/json-pointer.ts'
import { mergeLevel, type Level, type Spot } from './level.ts'
import { renderPath } from '../../model/path.ts'
import type { JsonObject, Violation } from '../../model/contract.ts'

/** Receives each one found, with its rule. */
type OnFound = (rule: string, makeViolation: () => Violation) => void

export type Walk = {
  /** Finds in `body` what the schema at `pointer` does not document, or documents
   * for requests only. */
  readonly find: (
    given: { readonly pointer: string; readonly body: unknown },
    observers: Observers,
  ) => void
}

type Observers = {
  /** A property that no schema names. */
  readonly onFound: OnFound
  /** A property that is only for requests. */
  readonly onSent: OnFound
}

type Way = Observers & { readonly path: (string | number)[] }

export function createWalk(
  document: JsonObject,
  { partsFor, isFixed }: Applicable,
): Walk {
  const levels = new Map<string, Level>()
  const roots = new Map<string, Spot>()

  function levelAt(spot: Spot, value: unknown): Level | undefined {
    if (spot.level) return spot.level
    const parts = spot.pointers.map((pointer) => partsFor(pointer, value))
    if (parts.includes(undefined)) return undefined
    const known = parts.flatMap((some) => some ?? [])
    const key = known.map((part) => part.pointer).join('\n')
    const level = remember(levels, key, () => mergeLevel(document, known))
    if (spot.pointers.every(isFixed)) spot.level = level
    return level
  }

  // A body may have a million places, so this creates no object for each.
  function visit(value: object, spot: Spot, way: Way): void {
    const level = levelAt(spot, value)
    if (!level) return
    if (Array.isArray(value)) {
      if (level.items) visitItems(value, level.items, way)
      return
    }
    for (const name in value) {
      const found: unknown = value[name as never] // as: `name` is a key of it
      const known = level.names.get(name) ?? level.others
      if (level.writeOnly.has(name)) noteSent(level, { name, found, way })
      if (known) {
        if (!isBranch(found)) continue
        way.path.push(name)
        visit(found, known, way)
        way.path.pop()
      } else if (level.isClosed) noteExtra(level, { name, found, way })
    }
  }

  function visitItems(list: readonly unknown[], spot: Spot, way: Way): void {
    for (let index = 0; index < list.length; index++) {
      const item = list[index]
      if (!isBranch(item)) continue
      way.path.push(index)
      visit(item, spot, way)
      way.path.pop()
    }
  }

  return {
    find({ pointer, body }, observers) {
      const root = remember(roots, pointer, () => ({ pointers: [pointer] }))
      if (isBranch(body)) visit(body, root, { path: [], ...observers })
    },
  }
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

type Property = {
  readonly name: string
  readonly found: unknown
  readonly way: Way
}

/** It "should not be sent as part of the response" (OpenAPI 3.0.3 §4.7.24). */
function noteSent(level: Level, { name, found, way }: Property): void {
  const pointer = level.writeOnly.get(name) ?? level.pointer
  way.onSent(`${pointer} write-only`, () => ({
    ...placed({ name, found, way }),
    kind: 'write-only-sent',
    pointer: joinPointer(pointer, 'writeOnly'),
    documented: 'a property of requests only (writeOnly)',
  }))
}

function noteExtra(level: Level, { name, found, way }: Property): void {
  way.onFound(`${level.pointer} ${name}`, () => ({
    ...placed({ name, found, way }),
    kind: 'property-undocumented',
    pointer: joinPointer(level.pointer, 'properties', name),
    documented: 'no such property',
  }))
}

function placed({
  name,
  found,
  way,
}: Property): Pick<Violation, 'at' | 'path' | 'received'> {
  const path = [...way.path, name]
  return { at: renderPath(path), path, received: typeOf(found) }
}
