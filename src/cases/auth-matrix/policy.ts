/** The policy: whether each operation must accept or reject each credential. The
 * contract decides; one table holds what it leaves open. */
import type { Access } from './access.ts'
import type { Column, Expectation } from './cell.ts'
import { table } from './policy-table.ts'
import { isCallable } from './request.ts'

export function expectationOf(
  column: Column,
  { operation, isVague }: Access,
): Expectation {
  const { security } = operation
  if (security.length === 0)
    return {
      kind: 'left-out',
      why: 'the contract does not mention credentials',
    }
  if (security.includes(''))
    return {
      kind: 'left-out',
      why: 'no operation of the contract like it requires a credential',
    }
  if (!isCallable(operation))
    return {
      kind: 'left-out',
      why: 'it requires what the matrix cannot fill in or send',
    }
  const row = table.find((it) => it.column === column.id && it.when(operation))
  if (row) return row.expectation
  const { scheme } = column
  if (scheme !== undefined && security.includes(scheme))
    return { kind: 'accepted', why: 'the contract lists it' }
  if (scheme !== undefined && isVague)
    return {
      kind: 'left-out',
      why: 'the contract opens the operation, and no operation like it says whether it takes this credential',
    }
  const why =
    scheme === undefined
      ? 'the contract requires a credential, and this is not a valid one'
      : 'the contract does not list it'
  return { kind: 'refused', why }
}
