/** What one run measured: the journal of a monitor keeps it. */

/** Requests of one operation; times in whole milliseconds, of those that were
 * answered. In this order: a line of the journal is short. */
export type OperationMeasured = readonly [
  sent: number,
  answered: number,
  p50Ms: number,
  p95Ms: number,
  maxMs: number,
  sumMs: number,
]

export type Measured = {
  readonly durationMs: number
  /** That left in the steps of cases, with retries. */
  readonly requests: number
  readonly cases: {
    readonly passed: number
    readonly failed: number
    readonly inconclusive: number
    readonly notJudged: number
  }
  /** By operation: `POST /client_sessions/get`. */
  readonly operations: Readonly<Record<string, OperationMeasured>>
  /** The longest time until a change had an effect. */
  readonly settleMs?: number
  /** A maintenance window is open: an outage does not count. */
  readonly isMuted?: true
}
