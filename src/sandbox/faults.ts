/** Faults: the one seam at which a sandbox can be made to misbehave.
 *
 * The handlers know nothing of faults. A fault wraps a stage from outside, and
 * each hook is given what it needs to do the stage's work differently. */
import type { Attempt, Caller } from './auth.ts'
import type { Call } from './calls.ts'
import type { JsonObject, RawWriter, Reply } from './replies.ts'
import type { SandboxState } from './state.ts'

/** A request with an accepted credential; its parameters are not validated yet. */
export type Authorized = {
  readonly call: Call
  readonly caller: Caller
  /** From query or body; those of a query are all strings. */
  readonly parameters: JsonObject
  readonly state: SandboxState
}

/** Hooks in the order in which a request meets them. */
export type Fault = {
  /** It alters only responses with these statuses, as a test checks; any status
   * by default. */
  readonly altersOnly?: readonly number[]
  /** Responds in place of the API, before the request is read. */
  readonly raw?: (call: Call) => RawWriter | undefined
  /** Accepts or rejects. `next` throws an `ApiError` to reject. */
  readonly authorize?: (
    attempt: Attempt,
    next: (attempt: Attempt) => Caller,
  ) => Caller
  /** Validates and acts. `next` returns errors as replies, too. */
  readonly handle?: (
    authorized: Authorized,
    next: (authorized: Authorized) => Reply,
  ) => Reply
  /** Alters a response before it is written, on every path, with all its
   * headers. Runs after the state has changed. */
  readonly reply?: (
    reply: Reply,
    call: Call,
  ) => Reply | RawWriter | Promise<Reply | RawWriter>
}
