/** Type facts: what TypeScript says of the values that a release returned,
 * beside the types that the release declares for them. */

export type TypeFacts = {
  /** Why there is no declaration at all, one line. */
  readonly missing?: string
  /** Methods whose declared type takes every value. */
  readonly empty: readonly string[]
  readonly wrong: readonly WrongType[]
  /** Values that were compared with a declaration. */
  readonly declarations: number
}

export type WrongType = {
  readonly operation: string
  /** The call that returned the value. */
  readonly call: string
  /** In the value: `[].device_count`; empty for the value itself. */
  readonly path: string
  /** By TypeScript, one line. */
  readonly said: string
}
