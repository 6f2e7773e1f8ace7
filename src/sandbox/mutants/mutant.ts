/** A mutant: one named fault, and the finding that must kill it. */
import type { FindingClass, FindingCode } from '../../model/catalog.ts'
import type { Fault } from '../faults.ts'

/** Class and code are both written out, so that a code which moves to another
 * class is noticed here. */
export type Expected = {
  readonly class: FindingClass
  readonly code: FindingCode
}

/** Findings that always follow from the fault, and why. */
export type Consequences = {
  readonly codes: readonly FindingCode[]
  readonly reason: string
}

export type Mutant = {
  /** Unique: `missing-token/GET-get`. */
  readonly id: string
  /** What the API does wrong, in one line. */
  readonly description: string
  /** Where: `GET /client_sessions/get`. */
  readonly operations: readonly string[]
  readonly caughtBy: Expected
  /** The finding is at another operation, which reads what this one did. */
  readonly isSeenElsewhere?: boolean
  readonly also?: Consequences
  /** Why no check that holds for the live API can kill it yet. */
  readonly survives?: string
  /** Only a browser can see it: no other client sends a preflight. */
  readonly needs?: 'browser'
  /** The cells of the authentication matrix that must fail, and no others:
   * `auth/GET-get/none`. */
  readonly cells?: readonly string[]
  /** What they fail with, if it is not `caughtBy`. */
  readonly cellsCaughtBy?: Expected
  /** Limits of the transport under which it shows soon. */
  readonly limits?: {
    readonly timeoutMs?: number
    readonly maxBodyBytes?: number
  }
  /** A new fault for each sandbox: some of them have state. */
  readonly faults: () => Fault
}

/** A change of the API that no check may report. */
export type EquivalentMutant = Pick<
  Mutant,
  'id' | 'description' | 'needs' | 'faults'
>

export function breaks(code: FindingCode): Expected {
  return { class: 'breaking-drift', code }
}

export function adds(code: FindingCode): Expected {
  return { class: 'additive-drift', code }
}

export const unmet: Expected = {
  class: 'expectation',
  code: 'expectation-unmet',
}

/** The response is about another session than the request names. */
export const mismatched: Expected = {
  class: 'expectation',
  code: 'session-mismatched',
}

/** What the request names, the scenario may require, too. */
export const bothUnmet: Consequences = {
  codes: ['expectation-unmet', 'session-mismatched'],
  reason: 'the request and the scenario both say which session it must be',
}

export function outage(code: FindingCode): Expected {
  return { class: 'outage', code }
}

/** `GET /client_sessions/get` as `GET-get`. */
export function shortOf(operation: string): string {
  return operation.replace(' /client_sessions/', '-')
}

/** The cells of these operations under these credentials. */
export function cellsAt(
  operations: readonly string[],
  credentials: readonly string[],
): readonly string[] {
  return operations.flatMap((operation) =>
    credentials.map((credential) => `auth/${shortOf(operation)}/${credential}`),
  )
}
