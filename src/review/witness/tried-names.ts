/** Tried names: the properties of an object that a search tries one by one. */
import type { Spot } from '../schemas/alternative.ts'
import type { Making } from './making.ts'

/** More would take too long. */
export const mostTried = 100

/** Those that an exchange may hold: nothing read-only in a request, nothing
 * write-only in a response. */
export function shownOf(
  named: ReadonlyMap<string, Spot>,
  { shapes, side }: Making,
): ReadonlyMap<string, Spot> {
  return new Map(
    [...named].filter(([, spot]) => {
      const { isReadOnly, isWriteOnly } = shapes.shapeOf(spot)
      return side === 'request' ? !isReadOnly : !isWriteOnly
    }),
  )
}

/** Those that the other contract does not have come first. */
export function triedNames(
  named: ReadonlyMap<string, Spot>,
  { property, others }: Making,
): readonly string[] {
  if (property !== undefined) return named.has(property) ? [property] : []
  const there = new Set(
    others.flatMap(({ objects }) =>
      objects.flatMap(({ properties }) => [...properties.keys()]),
    ),
  )
  const names = [...named.keys()]
  return [
    ...names.filter((name) => !there.has(name)),
    ...names.filter((name) => there.has(name)),
  ].slice(0, mostTried)
}
