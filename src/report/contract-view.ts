/** What a report asks of the contract: lines of rules, documented bodies. */
import { lineOf } from '../contract/lines.ts'
import { documentedPaths } from '../contract/properties.ts'
import type { Contract } from '../contract/types.ts'
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
}

/** Throws an `Error` when a reference in the contract leads nowhere. */
export function viewContract(contract: Contract): ContractView {
  return {
    source: contract.source,
    matrix: planMatrix(contract),
    lineOf: (pointer) => `${contract.file}:${lineOf(contract, pointer) ?? 1}`,
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
