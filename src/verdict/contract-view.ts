/** The parts of the contract that reports show: lines of rules, documented
 * bodies. */
import { resolvePointer } from '../model/json-pointer.ts'
import { lineOf } from '../contract/lines.ts'
import { documentedPaths } from '../contract/shape/properties.ts'
import type { Contract } from '../model/contract.ts'
import { planMatrix } from './matrix.ts'
import type { MatrixPlan } from './matrix.ts'

export type DocumentedBody = {
  readonly operation: string
  readonly statusKey: string
  /** Places, e.g. `client_sessions[].token`; empty without a schema. */
  readonly properties: readonly string[]
}

export type ContractView = {
  readonly source: string
  /** `schemas/client-sessions.json:120`, the nearest line that exists. */
  readonly lineOf: (pointer: string) => string
  readonly documented: readonly DocumentedBody[]
  readonly matrix: MatrixPlan
  /** Operations of other contracts: judged, but not a part of this coverage. */
  readonly elsewhere: ReadonlySet<string>
}

/** Throws an `Error` when a reference in the contract leads nowhere.
 * @param others further contracts against which a part of the run is judged. */
export function viewContract(
  contract: Contract,
  others: readonly Contract[] = [],
): ContractView {
  return {
    source: contract.source,
    matrix: planMatrix(contract),
    lineOf: (pointer) => {
      const owner = ownerOf(pointer, [contract, ...others]) ?? contract
      return `${owner.file}:${lineOf(owner, pointer) ?? 1}`
    },
    elsewhere: new Set(
      others
        .flatMap(({ operations }) => [...operations.keys()])
        .filter((key) => !contract.operations.has(key)),
    ),
    documented: [...contract.operations.values()].flatMap((operation) =>
      operation.responses.map(({ statusKey, mediaTypes }) => ({
        operation: operation.key,
        statusKey,
        properties: [
          ...new Set(
            mediaTypes.flatMap(({ schemaPointer }) =>
              schemaPointer === undefined
                ? []
                : documentedPaths(contract.document, schemaPointer),
            ),
          ),
        ],
      })),
    ),
  }
}

/** The first contract that has the rule. For an undocumented property, which
 * has no line, the closest place above it. */
function ownerOf(
  pointer: string,
  contracts: readonly Contract[],
): Contract | undefined {
  const owner = contracts.find(
    ({ document }) => resolvePointer(document, pointer) !== undefined,
  )
  const above = pointer.slice(0, pointer.lastIndexOf('/'))
  return owner || above === '' ? owner : ownerOf(above, contracts)
}
