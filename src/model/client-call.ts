/** A client call: what a client (an SDK release) did with one call, beside what
 * it sent. */
import type { JsonObject, JsonValue } from './contract.ts'

/** A JSON value in which other values are tagged: `{ "$": "undefined" }`,
 * `{ "$": "none" }` where a language has one value for null and undefined,
 * `{ "$": "Date", "v": "…" }`, `{ "$": "Time", "v": "…" }` of Ruby, `{ "$": "object", "class": "Session", "v": {} }`. */
export type TaggedValue = JsonValue

export type ClientCall = {
  /** For people: `@seamapi/http 2.32.0`. */
  readonly client: string
  readonly end: ClientEnd
  /** Where the credential can be read in what the client handed its caller. */
  readonly shown: readonly ShownIn[]
  /** What the client tried to reach beside the endpoint. */
  readonly elsewhere: readonly Elsewhere[]
  /** What else the client tried, and was refused; absent where that cannot be
   * seen. */
  readonly refused?: readonly Refused[]
  /** What the client printed, without its secrets; cut off. With what calls
   * printed that were in flight beside it. */
  readonly output: string
  /** Whether this call printed something; absent where that cannot be said. */
  readonly hasPrinted?: boolean
  /** Whether what the caller gave has another value after the call. */
  readonly hasChangedArguments?: boolean
  /** Versions that it may name as its own. */
  readonly versions?: readonly string[]
}

export type Elsewhere = {
  /** `host:443` */
  readonly host: string
  /** Headers with a credential that arrived there, where that could be seen. */
  readonly credentials: readonly string[]
}

export type Refused = {
  readonly kind: 'process' | 'file'
  /** A program, or a path. */
  readonly what: string
}

export type ClientEnd =
  /** Without a value where the call gives none that could be compared. */
  | { readonly kind: 'returned'; readonly value?: TaggedValue }
  | { readonly kind: 'threw'; readonly error: ThrownByClient }
  | { readonly kind: 'unsettled'; readonly waitedMs: number }
  /** `how` is one line: `exit code 1`. */
  | { readonly kind: 'process-ended'; readonly how: string }
  /** The client has no such method. */
  | { readonly kind: 'missing'; readonly method: string }

/** `inspect`: what `console.error(error)` prints. */
export type ShownIn = 'message' | 'stack' | 'inspect' | 'JSON' | 'output'

export type ThrownByClient = {
  readonly class: string
  /** The classes above it, the nearest first. */
  readonly ancestors: readonly string[]
  readonly message: string
  /** `code`, `statusCode`, `requestId`, `validationErrors` and the like. */
  readonly fields: JsonObject
}

/** A part of each credential that a client gets in place of a real one. */
export const standInMark = 'standin'
