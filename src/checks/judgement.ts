/** What a check judges: the exchange, and what was required of it. */
import type { Basis } from '../model/basis.ts'
import type { JsonObject, JsonValue, Operation } from '../model/contract.ts'
import type { Validator } from '../contract/validate/validator.ts'
import type { Exchange, Reply } from '../model/exchange.ts'
import type { Documented } from './documented.ts'
import type { BodyReading } from './json.ts'

/** What the scenario requires of one step, every name resolved. */
export type Requirement = {
  /** The scenario and step that require it. */
  readonly name: string
  readonly statuses: readonly number[]
  readonly isRefusalExpected: boolean
  /** The statuses that count as a refusal; 401 and 403 by default. */
  readonly refusals?: readonly number[]
  /** A success that matches this is as good as a refusal. */
  readonly harmless?: JsonValue
  /** Where the requirement is from, if the contract opens the operation. */
  readonly source?: string
  readonly expect?: JsonValue
  /** Where the statuses and `expect` come from; the contract by default. With a
   * wanted refusal: where its statuses come from. */
  readonly basis?: Basis
  /** What the body must hold by an assumption. */
  readonly assumed?: readonly Assumed[]
  readonly withinMs?: number
  /** The only workspace that a response may belong to. */
  readonly workspaceId?: string
}

export type Assumed = {
  readonly assumption: string
  readonly expect: JsonValue
}

export type CredentialUse = {
  /** The scheme's name, `none`, or the name of an invalid credential. */
  readonly scheme: string
  /** For people, where the scheme's own name would mislead. */
  readonly title?: string
  /** The scheme that an invalid credential imitates. */
  readonly basis?: string
  /** Whether another call of this run accepted the same credential; only
   * meaningful after a refusal. */
  readonly isProven: boolean
}

/** What earlier responses of the run have shown. */
export type Seen = {
  /** The credentials of the run that no response may show. */
  readonly secrets: readonly string[]
  /** The session that a response has shown this token for, as it was shown. */
  readonly ownerOf: (token: string) => JsonObject | undefined
  /** As the last response has shown the session. */
  readonly sessionOf: (id: string) => JsonObject | undefined
  /** Whether another response had this request id. */
  readonly isRepeated: (requestId: string, exchange: Exchange) => boolean
}

export type Judgement = {
  readonly exchange: Exchange
  readonly operation: Operation
  readonly validator: Validator
  readonly requirement: Requirement
  readonly credential: CredentialUse
  /** It meets a 5xx each time, while the operation answers other requests. */
  readonly isAlone?: boolean
  /** Absent where one exchange is judged by itself. */
  readonly seen?: Seen
}

/** The same, once a response has arrived. */
export type ReplyJudgement = Judgement & {
  readonly reply: Reply
  readonly json: BodyReading
  readonly documented: Documented
}
