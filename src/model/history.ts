/** The history: what earlier runs of a target found. */
import type { FindingCode } from './catalog.ts'

export type VerdictStatus = 'passed' | 'failed' | 'inconclusive'

/** A step of a case, as a driver ran it. */
export type SeenAt = {
  readonly case: string
  readonly step: string
  readonly driver: string
}

/** A finding of an earlier run, as the history keeps it. */
export type PastFinding = {
  readonly fingerprint: string
  readonly code: FindingCode
  readonly operation: string
  readonly at: string
  /** Ids of the cases that saw it. */
  readonly cases: readonly string[]
  /** None if an older version wrote it. */
  readonly seenAt: readonly SeenAt[]
  readonly firstSeen: string
  readonly lastSeen: string
  /** ISO instant of the run that looked for it and did not find it. */
  readonly goneAt?: string
}

export type PastRun = {
  readonly runId: string
  /** ISO instant. */
  readonly startedAt: string
  readonly status: VerdictStatus
  readonly findings: readonly PastFinding[]
}
