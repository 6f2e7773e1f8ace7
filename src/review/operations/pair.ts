/** Pairs the operations of two contracts by method and path. */
import { indexOtherOperations } from '../../contract/operations.ts'
import type { Contract, Operation } from '../../model/contract.ts'
import type { Both } from '../schemas/pairing.ts'

export type PairedOperations = {
  readonly kept: readonly Both<Operation>[]
  readonly removed: readonly Operation[]
  readonly added: readonly Operation[]
}

export function pairOperations(contracts: Both<Contract>): PairedOperations {
  const old = indexed(contracts.old)
  const fresh = indexed(contracts.new)
  return {
    kept: [...old].flatMap(([key, operation]) => {
      const after = fresh.get(key)
      return after ? [{ old: operation, new: after }] : []
    }),
    removed: missingIn(fresh, old),
    added: missingIn(old, fresh),
  }
}

/** The names of placeholders mean nothing to a caller. */
function indexed({
  operations,
  document,
}: Contract): ReadonlyMap<string, Operation> {
  const all = [...operations, ...indexOtherOperations(document)]
  const entries = all.map(([, one]) => {
    const path = one.path.replaceAll(/\{[^}]*\}/g, '{}')
    return [`${one.method} ${path}`, one] as const
  })
  return new Map(entries)
}

function missingIn(
  there: ReadonlyMap<string, Operation>,
  here: ReadonlyMap<string, Operation>,
): readonly Operation[] {
  return [...here].filter(([key]) => !there.has(key)).map(([, one]) => one)
}
