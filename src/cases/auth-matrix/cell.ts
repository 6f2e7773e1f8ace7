/** The types of the matrix: a cell is one operation with one credential. */
import type { Basis } from '../../model/basis.ts'
import type { JsonValue, Operation } from '../../model/contract.ts'
import type { Credential } from '../../model/scenario.ts'

/** What the setup steps do before the request. `session`: they create one.
 * `expired`, `revoked`, `deleted`: they also end it. `another`: they create a
 * second one, which the token is not of. `usual-form`: they send the credential
 * in its usual form first. */
type Setup =
  'session' | 'expired' | 'revoked' | 'deleted' | 'another' | 'usual-form'

export type Column = {
  /** Stable: part of the ids of its cells. */
  readonly id: string
  /** For the head of a table: `API key`. */
  readonly title: string
  /** Completes "GET get rejects …". */
  readonly phrase: string
  readonly credential: Credential
  /** The scheme of a valid credential; absent where every operation must reject
   * it. */
  readonly scheme?: string
  readonly setup: Setup
  /** The request names no user. */
  readonly isKeyless?: true
}

export type Expectation =
  | {
      readonly kind: 'accepted'
      /** Where it is from; the contract by default. */
      readonly basis?: Basis
      readonly why: string
    }
  | {
      readonly kind: 'refused'
      /** The statuses of a rejection; those of the contract where absent. */
      readonly refusals?: readonly number[]
      /** A success that matches this has shown and changed nothing. */
      readonly harmless?: JsonValue
      /** Where it is from; the contract by default. What is only inferred is the
       * status of the rejection. */
      readonly basis?: Basis
      readonly why: string
    }
  /** The cell makes no sense here, or another one tests it already. */
  | { readonly kind: 'left-out'; readonly why: string }

export type Cell = {
  /** `auth/POST-create/none` */
  readonly id: string
  readonly operation: Operation
  /** `POST create` */
  readonly operationName: string
  readonly column: Column
  readonly expectation: Expectation
  /** Where its expectation is from, if the contract opens the operation: one
   * clause, such as `POST /x requires a credential`. */
  readonly source?: string
}

/** A cell that becomes a case: any that is not left out. */
export type TestedCell = Cell & {
  readonly expectation: Exclude<Expectation, { kind: 'left-out' }>
}

export function isTested(cell: Cell): cell is TestedCell {
  return cell.expectation.kind !== 'left-out'
}
