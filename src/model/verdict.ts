/** The verdict: what a whole run found, counted and compared with the last. */
import type { BasisShown } from './basis.ts'
import type { AcceptedBy, IssuesWithoutEffect } from './acceptance.ts'
import type { Effect, FindingClass, FindingCode } from './catalog.ts'
import type { Matrix } from './matrix.ts'
import type { PastFinding, SeenAt, VerdictStatus } from './history.ts'
import type { Swept } from './swept.ts'

/** 0 passed, 1 failed, 2 our own input or suite is at fault, 3 inconclusive. */
export type ExitCode = 0 | 1 | 2 | 3

/** One finding of the run, however often it was seen. */
export type VerdictFinding = BasisShown & {
  readonly fingerprint: string
  readonly code: FindingCode
  readonly class: FindingClass
  readonly effect: Effect
  readonly title: string
  readonly operation: string
  /** The place in the response: `status`, `body.ok`. */
  readonly at: string
  readonly expected: string
  readonly received: string
  readonly hint: string
  readonly occurrences: number
  /** Ids of the first 20 cases that saw it. */
  readonly cases: readonly string[]
  /** The first 20 places. */
  readonly seenAt: readonly SeenAt[]
  readonly drivers: readonly string[]
  /** `file:line` of the rule in the contract. */
  readonly contractLine?: string
  /** Request id of the first exchange that showed it. */
  readonly requestId?: string
  /** `file:line:column` of the first step that saw it. */
  readonly place: string
  /** `known`: it was open after the last run of the same target. `regressed`: it
   * was gone. `unknown`: the history cannot be read. */
  readonly since: 'new' | 'known' | 'regressed' | 'unknown'
  /** ISO instant of the first run that showed it, as far as kept. */
  readonly firstSeen: string
  /** A known issue: it does not fail the run. */
  readonly accepted?: AcceptedBy
}

/** A test that did not finish: it timed out, crashed, or did not load. */
export type SuiteError = {
  /** Title of the test, or where the error arose. */
  readonly what: string
  /** One line. */
  readonly message: string
}

export type NotJudged = { readonly case: string; readonly reason: string }

export type LeftBehind = {
  readonly case: string
  readonly what: string
  readonly reason: string
}

/** How long it took until the response of a repeated step was as required. */
export type MeasuredPoll = {
  /** Title of the case. */
  readonly case: string
  readonly step: string
  /** The step from whose response the time is counted. */
  readonly after: string
  readonly isInTime: boolean
  readonly tookMs: number
  readonly budgetMs: number
  readonly attempts: number
}

/** How much of one documented response this run judged. */
export type Coverage = {
  readonly operation: string
  /** As in the contract, `200`; `undocumented` where it knows none. */
  readonly statusKey: string
  /** Responses judged. */
  readonly times: number
  readonly properties: {
    readonly documented: number
    readonly seen: number
    readonly unseen: readonly string[]
  }
}

export type Counts = {
  readonly cases: {
    readonly total: number
    readonly passed: number
    readonly failed: number
    readonly inconclusive: number
    readonly notJudged: number
  }
  readonly exchanges: number
  /** How many of the exchanges a browser page sent. */
  readonly fromPages: number
  readonly statusesJudged: number
  readonly contentTypesJudged: number
  readonly bodiesJudged: number
  readonly bodiesWithoutSchema: number
  readonly bodiesNotJudged: number
}

/** Facts about a run that its outcomes do not hold. */
export type RunFacts = {
  readonly seamwatch: string
  readonly target: string
  readonly endpoint: string
  readonly runId: string
  /** ISO instant. */
  readonly startedAt: string
  readonly durationMs: number
  /** The run was asked for a part of the cases only. */
  readonly isFiltered: boolean
  readonly sdk?: Readonly<Record<'name' | 'version' | 'integrity', string>>
}

export type Verdict = RunFacts & {
  readonly schemaVersion: 1
  readonly status: VerdictStatus
  readonly exitCode: ExitCode
  /** One sentence: what decided the status. */
  readonly why: string
  readonly drivers: readonly string[]
  readonly contract: string
  readonly counts: Counts
  /** Heaviest first. */
  readonly findings: readonly VerdictFinding[]
  /** Open after the last run, looked for in this one, not there any more. */
  readonly gone: readonly PastFinding[]
  /** Open after the last run, not looked for in this one. */
  readonly unknown: readonly PastFinding[]
  /** Open after the last run; the suite no longer has the cases that saw it. */
  readonly retired: readonly PastFinding[]
  /** Instant of the run that findings are compared with; null: there is none. */
  readonly comparedWith: string | null
  /** Why the history cannot be read, and where it was kept, one line. */
  readonly historyDamage?: string
  readonly notJudged: readonly NotJudged[]
  readonly suiteErrors: readonly SuiteError[]
  readonly leftBehind: readonly LeftBehind[]
  /** What sweeps deleted of earlier runs, and of this one after its cases. */
  readonly swept: Swept
  readonly polls: readonly MeasuredPoll[]
  /** Ids of cases that took more than one attempt. */
  readonly retried: readonly string[]
  readonly coverage: readonly Coverage[]
  /** Only where the run had cases of the authentication matrix. */
  readonly matrix?: Matrix
  /** Absent without known issues. */
  readonly knownIssues?: IssuesWithoutEffect
}
