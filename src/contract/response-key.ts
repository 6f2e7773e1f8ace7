/** Response key: the property of a response that the contract lets an SDK
 * return. */
import { resolvePointer } from '../model/json-pointer.ts'
import { isJsonObject } from '../model/json.ts'
import type { Contract, Operation } from '../model/contract.ts'

/** Null where an SDK returns nothing; undefined where the contract does not
 * say. */
export function responseKeyOf(
  { pointer }: Pick<Operation, 'pointer'>,
  { document }: Contract,
): string | null | undefined {
  const node = resolvePointer(document, pointer)
  const key = isJsonObject(node) ? node['x-response-key'] : undefined
  return typeof key === 'string' || key === null ? key : undefined
}
