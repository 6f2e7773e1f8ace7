/** Impact: what a change hits, beyond what the contract says. */

export type Impact = {
  readonly sdks: readonly {
    readonly package: string
    readonly versions: string
    /** `declares it`, `sends it`. */
    readonly how: string
  }[]
  readonly scenarios: readonly {
    readonly id: string
    /** `file:line:column`. */
    readonly place: string
  }[]
  /** Cells of the authentication matrix. */
  readonly cells: readonly {
    readonly case: string
    readonly before: string
    readonly after: string
  }[]
  /** Published samples. */
  readonly samples: readonly { readonly page: string; readonly line: number }[]
}
