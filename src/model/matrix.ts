/** The authentication matrix of a run: the result of each cell. */

/** The result of one cell of the authentication matrix. `rejected`,
 * `shows-nothing` and `accepted` are as required. */
export type MatrixCell = {
  /** Id of the case: `auth/POST-create/none`. */
  readonly case: string
  readonly operation: string
  /** Id of the credential. */
  readonly credential: string
  /** Absent where the run did not try it. */
  readonly expectation?: 'accepted' | 'refused'
  readonly result:
    | 'bypass'
    | 'regression'
    | 'inferred'
    | 'wrong-rejection'
    | 'no-response'
    | 'rejected'
    | 'shows-nothing'
    | 'accepted'
    | 'not-judged'
    | 'not-run'
    | 'left-out'
  /** Of the response. */
  readonly status?: number
  readonly reason?: string
  /** Where the expectation is from, if the contract opens the operation. */
  readonly source?: string
}

/** Every operation with every credential, in the order of the contract. */
export type Matrix = {
  readonly credentials: readonly {
    readonly id: string
    readonly title: string
  }[]
  readonly operations: readonly string[]
  readonly cells: readonly MatrixCell[]
}
