/** The words of the matrix: a cell is one operation under one column. */
import type { JsonValue, Operation } from '../../model/contract.ts'
import type { Credential } from '../../model/scenario.ts'

/** What the session behind the door has been through. `another`: it is not the
 * one that the token is of. `twice`: the door has been tried in the usual way. */
export type Behind =
  'session' | 'expired' | 'revoked' | 'deleted' | 'another' | 'twice'

export type Column = {
  /** Stable: part of the ids of its cells. */
  readonly id: string
  /** For the head of a table: `API key`. */
  readonly title: string
  /** Completes "GET get refuses …". */
  readonly phrase: string
  readonly credential: Credential
  /** The scheme that it is, rightly used; absent where it must be refused
   * whatever the operation accepts. */
  readonly scheme?: string
  readonly behind: Behind
  /** It names no user. */
  readonly isKeyless?: true
}

export type Expectation =
  | { readonly kind: 'accepted'; readonly why: string }
  | {
      readonly kind: 'refused'
      /** The statuses that refuse; those of the contract where absent. */
      readonly refusals?: readonly number[]
      /** A success that matches this has let nobody in. */
      readonly harmless?: JsonValue
      readonly why: string
    }
  /** The question makes no sense here, or another cell asks it already. */
  | { readonly kind: 'left-out'; readonly why: string }

export type Cell = {
  /** `auth/POST-create/none` */
  readonly id: string
  readonly operation: Operation
  /** `POST create` */
  readonly operationName: string
  readonly column: Column
  readonly expectation: Expectation
}

/** What a cell asks for: all but those that are left out. */
export type AskingCell = Cell & {
  readonly expectation: Exclude<Expectation, { kind: 'left-out' }>
}

export function isAsking(cell: Cell): cell is AskingCell {
  return cell.expectation.kind !== 'left-out'
}
