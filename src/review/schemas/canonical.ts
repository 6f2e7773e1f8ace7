/** Canonical text: equal JSON gives equal text, in whatever order it is written. */
import type { JsonValue } from '../../model/contract.ts'
import { isJsonObject, isList, listOr } from '../../model/json.ts'

/** Keys are sorted; so are lists whose order means nothing. */
export function canonical(value: JsonValue | undefined): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'required' || key === 'enum')
      return listOr(inner).toSorted((a, b) =>
        JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
      )
    return isJsonObject(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(byKey))
      : inner
  })
}

function byKey(
  [a]: readonly [string, unknown],
  [b]: readonly [string, unknown],
): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** The same value with its keys in order, at any depth. */
export function ordered(value: JsonValue): JsonValue {
  if (isList(value)) return value.map(ordered)
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).toSorted(byKey)
  return Object.fromEntries(entries.map(([key, one]) => [key, ordered(one)]))
}
