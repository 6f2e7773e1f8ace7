/** Basis: where an assertion comes from. */

/** `contract`: the contract, or what every API with it must do. `docs`: the
 * published pages, or what the published clients rely on. `inferred`: neither
 * says it; a response that differs is listed, and fails nothing until a team
 * adopts the assumption. */
export type Basis =
  | { readonly kind: 'contract' | 'docs' }
  /** The name of the assumption reads as a statement: `grants-add`. */
  | { readonly kind: 'inferred'; readonly assumption: string }

/** As a finding carries it. */
export type BasisShown = {
  readonly basis?: Basis['kind']
  /** Only of what is inferred. */
  readonly assumption?: string
  /** Only of an assumption that a team has adopted: it counts. */
  readonly adopted?: AdoptedBy
}

export type AdoptedBy = { readonly owner: string; readonly reason: string }

/** An entry of the file of adopted assumptions. */
export type Adopted = AdoptedBy & {
  readonly assumption: string
  /** It is adopted for this target alone. */
  readonly target?: string
}

/** Who has adopted an assumption, by its name. */
export type AdoptedAs = (assumption: string) => AdoptedBy | undefined

/** Of the target that is built by what the suite infers, any difference is a
 * fault of the target. */
export const adoptedBySandbox: AdoptedAs = () => ({
  owner: 'the sandbox',
  reason: 'it is built by what the suite infers',
})

/** Those of the authentication matrix and of the checks; the others are in
 * scenarios. */
export const assumptionsOfCode = {
  /** RFC 9110 §11.1: the name of a scheme is case-insensitive. No published
   * client sends it in lower case. */
  lowerCaseBearer: 'bearer-in-lower-case-is-accepted',
  /** How the API rejects a token whose session has ended. */
  endedTokens: 'ended-tokens-answer-401',
  /** Seam's own fake sends it; no published client reads it. */
  errorsHaveOk: 'errors-have-ok-false',
} as const

const byContract: Basis = { kind: 'contract' }
export const byDocs: Basis = { kind: 'docs' }

export function inferred(assumption: string): Basis {
  return { kind: 'inferred', assumption }
}

/** For a finding. */
export function shownBasis(basis: Basis = byContract): BasisShown {
  return basis.kind === 'inferred'
    ? { basis: basis.kind, assumption: basis.assumption }
    : { basis: basis.kind }
}

/** It differs from an assumption that no team has adopted. */
export function isOnlyAssumed({ basis, adopted }: BasisShown): boolean {
  return basis === 'inferred' && adopted === undefined
}
