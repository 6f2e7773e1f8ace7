/** The outcome: what one case did and what was found, free of secrets. */
import type { OperationKey, JsonObject } from './contract.ts'
import type { Exchange } from './exchange.ts'
import type { Finding } from './finding.ts'
import type { Place } from './problem.ts'
import type { CellName, Severity } from './scenario.ts'

declare const redacted: unique symbol

/** Marks what has been through `redact.ts`, the only place that can make one. */
export type Redacted<T> = T & { readonly [redacted]: true }

/** `failed`: judged and wrong. `inconclusive`: could not be judged by fault of
 * the network, the server or the credential. `not-judged`: not even tried. */
export type Status = 'passed' | 'failed' | 'inconclusive' | 'not-judged'

/** What of a reply was held against the contract. */
export type Judged = {
  readonly isStatusJudged: boolean
  readonly isContentTypeJudged: boolean
  /** `no-schema`: the contract documents no body for this status. */
  readonly body: 'judged' | 'no-schema' | 'not-judged'
  /** As the contract has it: `200`, `4XX`, `default`; absent if undocumented. */
  readonly statusKey?: string
  /** Places of the properties that arrived, e.g. `client_sessions[].token`. */
  readonly properties: readonly string[]
}

/** How long it took until a call was answered as required. */
export type Settling = {
  /** The step from whose reply the time is counted. */
  readonly after: string
  readonly budgetMs: number
  readonly isSettled: boolean
  /** From that reply to the end of the one that was judged. */
  readonly tookMs: number
  /** Earlier sendings, each answered in a way that was not judged yet. */
  readonly sendings: readonly Sending[]
}

export type Sending = {
  readonly status: number
  /** After the reply that the time is counted from. */
  readonly sentMs: number
}

export type StepOutcome = {
  readonly id: string
  readonly place: Place
  readonly operation: OperationKey
  /** Name of the scheme that was used, e.g. `api_key`, or `none`. */
  readonly credential: string
  /** The request was meant to be refused. */
  readonly isProbe?: boolean
  /** It made what a later step needed, and proves nothing by itself. */
  readonly isSetup?: boolean
  readonly status: Status
  /** Why it was not judged, one line. */
  readonly reason?: string
  /** A guard kept its request back: the run was cut short. */
  readonly isWithheld?: boolean
  readonly findings: readonly Finding[]
  readonly exchange?: Exchange
  readonly judged?: Judged
  /** Only where the step has a budget to take effect. */
  readonly settling?: Settling
}

/** What became of a thing the case created. */
export type Cleanup = {
  /** For people: `client session made by step "create"`. */
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
  /** Where the case is a cell of the authentication matrix; its last step is
   * the one that knocks. */
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
  /** Marks of the secrets that the case was handed, for the audit. */
  readonly minted?: readonly string[]
  readonly startedAtMs: number
  readonly durationMs: number
}

export type Outcome = Redacted<OutcomeRecord>
