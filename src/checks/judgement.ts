/** What a check is given, and what it gives back. */
import type { FindingCode } from '../model/catalog.ts'
import type { Operation, JsonValue } from '../model/contract.ts'
import type { Validator } from '../contract/validate/validator.ts'
import type { Exchange, Reply } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import type { Judged } from '../model/outcome.ts'

/** What the scenario requires of one step, every name resolved. */
export type Requirement = {
  /** The scenario and step that require it. */
  readonly name: string
  readonly statuses: readonly number[]
  readonly isRefusalExpected: boolean
  /** The statuses that refuse; 401 and 403 unless said otherwise. */
  readonly refusals?: readonly number[]
  /** A success that matches this is as good as a refusal. */
  readonly harmless?: JsonValue
  readonly expect?: JsonValue
  readonly withinMs?: number
  /** The only workspace that a reply may speak of. */
  readonly workspaceId?: string
}

export type CredentialUse = {
  /** The scheme's name, `none`, or that of a forged credential. */
  readonly scheme: string
  /** For people, where it is not simply the scheme's own. */
  readonly title?: string
  /** The contract's name of what it is meant to be, where it is forged. */
  readonly basis?: string
  /** Whether the same credential was accepted by another call of this run;
   * asked for only after a refusal. */
  readonly isProven: boolean
}

export type Judgement = {
  readonly exchange: Exchange
  readonly operation: Operation
  readonly validator: Validator
  readonly requirement: Requirement
  readonly credential: CredentialUse
}

/** The same, once a reply is known to have arrived. */
export type ReplyJudgement = Judgement & { readonly reply: Reply }

/** One rung of the ladder: its findings, and whether those above are reached. */
export type Rung = {
  readonly findings: readonly Finding[]
  readonly isLast: boolean
}

export const clear: Rung = { findings: [], isLast: false }

export const nothingJudged: Judged = {
  isStatusJudged: false,
  isContentTypeJudged: false,
  body: 'not-judged',
  properties: [],
}

/** A finding about the operation under judgement. */
export function findingOf(
  { operation }: { readonly operation: Operation },
  code: FindingCode,
  detail: Pick<Finding, 'at' | 'expected' | 'received'> &
    Partial<Pick<Finding, 'key' | 'contractPointer' | 'bodyPath'>>,
): Finding {
  return { code, operation: operation.key, key: '', ...detail }
}
