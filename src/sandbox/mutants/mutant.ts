/** A mutant: one named fault, and the finding that must catch it. */
import type { FindingClass, FindingCode } from '../../model/catalog.ts'
import type { Fault } from '../faults.ts'

/** Class and code are both written out, so that a code which moves to another
 * class is noticed here. */
export type Expected = {
  readonly class: FindingClass
  readonly code: FindingCode
}

/** Findings that cannot but follow from the fault, and why. */
export type Consequences = {
  readonly codes: readonly FindingCode[]
  readonly reason: string
}

export type Mutant = {
  /** Unique: `missing-token/GET-get`. */
  readonly id: string
  /** What the sandbox does wrong, in one line. */
  readonly description: string
  /** `GET /client_sessions/get`: where it does so. */
  readonly operations: readonly string[]
  readonly caughtBy: Expected
  /** The finding shows at another operation, which reads what this one did. */
  readonly isSeenElsewhere?: boolean
  readonly also?: Consequences
  /** Why nothing that is true of the live API can catch it yet. */
  readonly survives?: string
  /** Only a browser can see it: no other client asks before it calls. */
  readonly needs?: 'browser'
  /** The cells of the authentication matrix that must turn red, and no others:
   * `auth/GET-get/none`. */
  readonly cells?: readonly string[]
  /** As what they turn red, where it is not what catches the mutant. */
  readonly cellsCaughtBy?: Expected
  /** Limits of the driver under which it shows, so that nobody waits long. */
  readonly limits?: {
    readonly timeoutMs?: number
    readonly maxBodyBytes?: number
  }
  /** A new fault for each sandbox: some of them count or remember. */
  readonly faults: () => Fault
}

/** A harmless way to answer that must raise nothing. */
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
