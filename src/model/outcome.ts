/** The outcome: what one case did and what was found, free of secrets. */
import type { OperationKey, JsonObject } from './contract.ts'
import type { Exchange } from './exchange.ts'
import type { Finding } from './finding.ts'
import type { Level } from './level.ts'
import type { Place } from './problem.ts'
import type { CellName, Severity } from './scenario.ts'

declare const redacted: unique symbol

/** A value that `redact.ts` has redacted; nothing else can create this type. */
export type Redacted<T> = T & { readonly [redacted]: true }

/** `failed`: judged and wrong. `inconclusive`: the network, the server or the
 * credential made it impossible to judge. `not-judged`: not tried. */
export type Status = 'passed' | 'failed' | 'inconclusive' | 'not-judged'

/** Which parts of a response were judged against the contract. */
export type Judged = {
  /** The checks that need no more than this level have judged it. */
  readonly reached: Level
  readonly isStatusJudged: boolean
  readonly isContentTypeJudged: boolean
  /** `no-schema`: the contract documents no body for this status. */
  readonly body: 'judged' | 'no-schema' | 'not-judged'
  /** As the contract has it: `200`, `4XX`, `default`; absent if undocumented. */
  readonly statusKey?: string
  /** Places of the properties that arrived, e.g. `client_sessions[].token`. */
  readonly properties: readonly string[]
}

/** How long it took until the response of a repeated step was as required. */
export type Poll = {
  /** The step from whose response the time is counted. */
  readonly after: string
  readonly budgetMs: number
  readonly isInTime: boolean
  /** From that response to the end of the one that was judged. */
  readonly tookMs: number
  /** Each got a response that was not yet as required. */
  readonly earlierAttempts: readonly Attempt[]
}

export type Attempt = {
  readonly status: number
  /** After the response that the time is counted from. */
  readonly sentMs: number
}

export type StepOutcome = {
  readonly id: string
  readonly place: Place
  readonly operation: OperationKey
  /** Name of the scheme that was used, e.g. `api_key`, or `none`. */
  readonly credential: string
  /** The API must reject this request. */
  readonly isProbe?: boolean
  /** A setup step: a later step needs what it created. It proves nothing. */
  readonly isSetup?: boolean
  /** The client sent this request, and later sent it again: the 1st of 3. */
  readonly attempt?: { readonly number: number; readonly of: number }
  readonly status: Status
  /** Why it was not judged, or why it is inconclusive without a finding; one
   * line. */
  readonly reason?: string
  /** A limit of the run blocked its request: the run was cut short. */
  readonly isBlockedByLimit?: boolean
  readonly findings: readonly Finding[]
  readonly exchange?: Exchange
  readonly judged?: Judged
  /** Only where the step has a budget to take effect. */
  readonly poll?: Poll
}

/** What became of one thing that the case created. */
export type Cleanup = {
  /** For people: `client session created by step "create"`. */
  readonly what: string
  readonly status: 'undone' | 'left-behind'
  /** Why it was left behind, one line. */
  readonly reason?: string
  /** The session it is about, where that is known. */
  readonly sessionId?: string
}

export type OutcomeRecord = {
  readonly caseId: string
  /** Unique in the run, with the matrix row. */
  readonly title: string
  readonly scenarioId: string
  readonly scenarioTitle: string
  readonly place: Place
  readonly owner: string
  readonly severity: Severity
  readonly tags: readonly string[]
  readonly row: JsonObject
  /** Where the case is a cell of the authentication matrix: its first step that
   * is no setup step sends the request that the cell judges. */
  readonly cell?: CellName
  /** `sandbox`, `fake`, `production`, or the endpoint's host. */
  readonly target: string
  /** Name of the driver. */
  readonly driver: string
  readonly status: Status
  readonly reason?: string
  /** In the order they ran; undo calls come last, as steps of their own. */
  readonly steps: readonly StepOutcome[]
  readonly cleanup: readonly Cleanup[]
  /** Hashes of the secrets that the API gave the case, for the audit. */
  readonly minted?: readonly string[]
  readonly startedAtMs: number
  readonly durationMs: number
}

export type Outcome = Redacted<OutcomeRecord>
