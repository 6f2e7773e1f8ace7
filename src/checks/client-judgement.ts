/** What the checks of a client judge: what it did with one call, beside what was
 * on the wire. */
import type { Authentication } from '../auth/credential.ts'
import type { ClientCall } from '../model/client-call.ts'
import type { JsonObject, Operation } from '../model/contract.ts'
import type { Exchange } from '../model/exchange.ts'
import type { CheckResult } from './check.ts'

export type ClientJudgement = {
  /** The operation that the client called; that of the step if it called
   * none. */
  readonly operation: Operation
  /** Whether the contract has the operation. */
  readonly isDocumented: boolean
  /** The path of the step, and its parameters. */
  readonly path: string
  readonly parameters: JsonObject
  readonly authentication: Authentication
  readonly call: ClientCall
  /** All that the client sent, in order. */
  readonly exchanges: readonly Exchange[]
  /** The last exchange of the operation. */
  readonly own?: Exchange
  /** The property of the response that the client returns; null if it returns
   * nothing, undefined where the contract does not say. */
  readonly responseKey?: string | null | undefined
  /** By the place in the response: `body.client_session.token`. */
  readonly isUndocumented: (place: string) => boolean
  /** The operation changes nothing. */
  readonly isRead: boolean
  /** How long a client may wait for a response; 35 s by default. */
  readonly longestWaitMs?: number
  /** Another check has found the response wrong. */
  readonly isResponseWrong: boolean
}

/** One check of a client. `leaves: 'nothing'` ends the ladder. */
export type ClientCheck = (judgement: ClientJudgement) => CheckResult
