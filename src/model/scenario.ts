/** What a scenario file says, after reading and before binding. */
import type { Place } from './problem.ts'
import type {
  JsonObject,
  JsonValue,
  Operation,
  OperationKey,
} from './contract.ts'

export type Severity = 'blocker' | 'critical' | 'normal' | 'minor' | 'trivial'
export type DriverName = 'api' | 'browser' | 'sdk' | 'cli'

/** How a step authenticates. `default`: the monitor's own credential. */
export type Credential =
  | { readonly kind: 'default' }
  | { readonly kind: 'none' }
  /** A security scheme of the contract, filled from the settings. */
  | { readonly kind: 'scheme'; readonly scheme: string }
  /** A security scheme filled with a value of the scenario, often a capture. */
  | {
      readonly kind: 'token'
      readonly scheme: string
      readonly token: string
    }
  | Forged

/** A credential that is no good, or a good one in a form of its own. */
export type Forged = {
  readonly kind: 'forged'
  /** Tells it apart in findings: `truncated`. */
  readonly name: string
  /** For people: `the API key without its end`. */
  readonly title: string
  readonly forgery: Forgery
}

/** `header`: an Authorization header, written out. `token`: a value of the
 * scenario, where the scheme has it. `secret`: one of the settings' own, sent
 * as the scheme `as` and perhaps changed. `workspace`: a token that is good for
 * several workspaces, with none named, or another one. */
export type Forgery =
  | { readonly form: 'header'; readonly value: string }
  | { readonly form: 'token'; readonly as: string; readonly token: string }
  | {
      readonly form: 'secret'
      readonly of: string
      readonly as: string
      readonly change?: 'lower-case' | 'truncated'
    }
  | {
      readonly form: 'workspace'
      readonly of: string
      readonly workspace?: string
    }

/** As a file says it: a template of matrix names is settled when planning. */
export type WrittenCredential =
  Credential | { readonly kind: 'template'; readonly template: string }

/** A value taken out of a reply. `from` is a path such as `client_session.token`. */
export type Save = {
  readonly name: string
  readonly from: string
  readonly isSecret: boolean
  readonly place: Place
}

/** A call as written; templates are not resolved yet. */
export type Call = {
  readonly path: string
  /** Absent where the file leaves the choice to the contract; may be a
   * template of matrix names. */
  readonly method?: string
  readonly credential: WrittenCredential
  /** Parameters; in the query or the body as the operation has it. */
  readonly body?: JsonObject
}

export type Step = {
  readonly id: string
  readonly place: Place
  readonly call: Call
  /** Statuses that are right here; `[200]` unless the file says otherwise. */
  readonly statuses: readonly number[]
  readonly isRefusalExpected: boolean
  /** The step that must have succeeded for this one to make sense. */
  readonly after?: string
  /** Partial match on the reply's body. */
  readonly expect?: JsonValue
  readonly saves: readonly Save[]
  readonly undo?: Call
  readonly withinMs?: number
  /** It makes what a later step needs, and is judged by its success alone. */
  readonly isSetup?: boolean
  /** Where a refusal is expected: the statuses that refuse; 401 and 403 unless
   * said otherwise. */
  readonly refusals?: readonly number[]
  /** Where a refusal is expected: a success that matches this has shown and
   * changed nothing, and is as good as a refusal. */
  readonly harmless?: JsonValue
  /** Waits first, as long as from one instant to the other; both are the API's
   * own, so that its clock need not agree with ours. */
  readonly pause?: { readonly from: string; readonly until: string }
  /** How long what `after` names may take to show here. */
  readonly settlesMs?: number
}

/** What a cell of the authentication matrix asks, in the words of a report. */
export type CellName = {
  /** `POST /client_sessions/create` */
  readonly operation: OperationKey
  /** Id of the column: `api_key`, `unknown-api_key`. */
  readonly credential: string
  readonly expectation: 'accepted' | 'refused'
}

/** One row of the matrix. */
export type Row = {
  /** Free of other rows: `method=POST`; empty where the file has no matrix. */
  readonly id: string
  /** For people: `method: POST`. */
  readonly title: string
  readonly values: JsonObject
}

export type Scenario = {
  /** Stable name from the file's path: `lifecycle/every-method`. */
  readonly id: string
  readonly title: string
  readonly place: Place
  readonly owner: string
  readonly severity: Severity
  readonly tags: readonly string[]
  readonly drivers: readonly DriverName[]
  /** Rows of the matrix; one empty row where the file has none. */
  readonly rows: readonly Row[]
  /** Named values worked out once for each case, before its first step. */
  readonly values: JsonObject
  readonly steps: readonly Step[]
}

/** One scenario with one matrix row: what runs, is named and is reported. */
export type Case = {
  /** Unique and stable over edits of other rows: `lifecycle/x?method=POST`. */
  readonly id: string
  /** Unique in a run, for people: `title [method: POST]`. */
  readonly title: string
  readonly scenario: Scenario
  readonly row: JsonObject
  /** Where it is a cell of the authentication matrix. */
  readonly cell?: CellName
}

/** What a plan needs that the settings may not have:
 * `target.connect_webview_id`, `credential.api_key`. */
export type Need = string

/** A case bound to the contract; only names and captures are left to resolve. */
export type Plan = {
  readonly case: Case
  readonly needs: readonly Need[]
  readonly steps: readonly PlannedStep[]
}

/** A call with its operation found and its credential settled. */
export type PlannedCall = {
  readonly call: Call
  readonly operation: Operation
  readonly credential: Credential
}

/** The step's own call, the step, and what takes it back. */
export type PlannedStep = PlannedCall & {
  readonly step: Step
  readonly undo?: PlannedCall
}
