/** Scenarios, cases and plans as data. */
import type { Basis } from './basis.ts'
import type { Place } from './problem.ts'
import type {
  JsonObject,
  JsonValue,
  Operation,
  OperationKey,
} from './contract.ts'

export type Severity = 'blocker' | 'critical' | 'normal' | 'minor' | 'trivial'
/** The clients that a scenario file and `--driver` can name. */
export const scenarioDrivers = ['api', 'browser', 'sdk'] as const

/** Clients that make the calls of a case. Web components are cases that are
 * written in code. */
export type DriverName = (typeof scenarioDrivers)[number] | 'components'

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
  | InvalidCredential

/** An invalid credential, or a valid one in an unusual form. */
export type InvalidCredential = {
  readonly kind: 'invalid'
  /** Identifies it in findings: `truncated`. */
  readonly name: string
  /** For people: `a truncated API key`. */
  readonly title: string
  readonly recipe: CredentialRecipe
}

/** `header`: a whole Authorization header. `token`: a value of the scenario, sent
 * as the scheme `as`. `secret`: one of the settings, sent as the scheme `as` and
 * perhaps changed. `workspace`: a token that is valid for several workspaces,
 * with none or another one named. */
export type CredentialRecipe =
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

/** As a file has it: planning fills in a template of matrix names. */
export type WrittenCredential =
  Credential | { readonly kind: 'template'; readonly template: string }

/** A value to save from a response. `from` is a path such as
 * `client_session.token`. */
export type Save = {
  readonly name: string
  readonly from: string
  readonly isSecret: boolean
  readonly place: Place
}

/** A call as written, with its templates. */
export type Call = {
  readonly path: string
  /** Absent where the contract decides; may be a template of matrix names. */
  readonly method?: string
  readonly credential: WrittenCredential
  /** Parameters; the operation sends them in the query or the body. */
  readonly body?: JsonObject
}

export type Step = {
  readonly id: string
  readonly place: Place
  readonly call: Call
  /** Expected statuses; `[200]` unless the file says otherwise. */
  readonly statuses: readonly number[]
  readonly isRefusalExpected: boolean
  /** The step that must have succeeded for this one to make sense. */
  readonly after?: string
  /** Partial match on the response body. */
  readonly expect?: JsonValue
  /** Where `statuses` and `expect` come from; the contract by default. Where a
   * rejection is expected: where its statuses come from. */
  readonly basis?: Basis
  /** By the name of the assumption: partial matches that are only inferred. */
  readonly assume?: JsonObject
  readonly saves: readonly Save[]
  readonly undo?: Call
  readonly withinMs?: number
  /** A setup step: it creates what a later step needs, and only its success
   * matters. */
  readonly isSetup?: boolean
  /** Where a rejection is expected: its statuses; 401 and 403 unless given. */
  readonly refusals?: readonly number[]
  /** Where a rejection is expected: a success that matches this has shown and
   * changed nothing, and counts as a rejection. */
  readonly harmless?: JsonValue
  /** Where the expectation is from, if the contract opens the operation. */
  readonly source?: string
  /** Waits first, from one instant to the other. The API gives both, so its clock
   * need not agree with ours. */
  readonly pause?: { readonly from: string; readonly until: string }
  /** How long the effect of the step in `after` may take to show here. */
  readonly settlesMs?: number
}

/** What a cell of the authentication matrix tests. */
export type CellName = {
  /** `POST /client_sessions/create` */
  readonly operation: OperationKey
  /** Id of the column: `api_key`, `unknown-api_key`. */
  readonly credential: string
  readonly expectation: 'accepted' | 'refused'
}

/** One row of the matrix. */
export type Row = {
  /** Independent of other rows: `method=POST`; empty without a matrix. */
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
  /** Named values, computed once for each case before its first step. */
  readonly values: JsonObject
  readonly steps: readonly Step[]
}

/** One scenario with one row of its matrix: the unit of a run. */
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

/** What a plan needs from the settings: `target.connect_webview_id`,
 * `credential.api_key`. */
export type Prerequisite = string

/** A case bound to the contract; only names and captures are left to resolve. */
export type Plan = {
  readonly case: Case
  readonly needs: readonly Prerequisite[]
  readonly steps: readonly PlannedStep[]
}

/** A call with its operation and its credential. */
export type PlannedCall = {
  readonly call: Call
  readonly operation: Operation
  readonly credential: Credential
}

/** A step with its own call and its undo call. */
export type PlannedStep = PlannedCall & {
  readonly step: Step
  readonly undo?: PlannedCall
}
