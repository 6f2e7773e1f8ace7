/** Finds the values at a place of a body. */
import type { JsonValue } from '../../model/contract.ts'
import { isJsonObject, isList } from '../../model/json.ts'
import type { Link } from '../difference.ts'

export type Found = {
  readonly value: JsonValue
  /** The closest object around it. */
  readonly owner: JsonValue
}

/** Of one body; a list may be long. */
const most = 1000

/** @param route below the top of the body; `[]` is each item, `*` each name. */
export function valuesAt(
  body: JsonValue,
  route: readonly Link[],
): readonly Found[] {
  let found: readonly Found[] = [{ value: body, owner: body }]
  for (const { step } of route)
    found = found.flatMap((one) => below(one, step)).slice(0, most)
  return found
}

/** The same for one object that was received twice, so that it counts once: its
 * id, where it has one. */
export function identityOf(
  owner: JsonValue,
  component: string | undefined,
): string {
  const id = isJsonObject(owner) ? owner[`${component}_id`] : undefined
  return typeof id === 'string' ? id : JSON.stringify(owner)
}

function below({ value, owner }: Found, step: string): readonly Found[] {
  if (step === '[]')
    return isList(value) ? value.map((item) => ({ value: item, owner })) : []
  if (!isJsonObject(value)) return []
  const names = step === '*' ? Object.keys(value) : [step]
  return names.flatMap((name) => {
    const inner = Object.hasOwn(value, name) ? value[name] : undefined
    return inner === undefined ? [] : [{ value: inner, owner: value }]
  })
}
