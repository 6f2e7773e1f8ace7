/** The limits of a run, around every transport it uses. */
import { join } from 'node:path'
import { requestBudget } from './budget.ts'
import type { BudgetCounters } from './budget.ts'
import { circuitBreaker } from './circuit-breaker.ts'
import { concurrency } from './concurrency.ts'
import { countHere, openCounter } from './counter.ts'
import type { Counter } from './counter.ts'
import type { Policy } from './policy.ts'
import { rateLimit } from './rate.ts'
import { readOnly } from './read-only.ts'
import type { Reads } from './read-only.ts'
import { stopWith } from './stop.ts'
import { workspace } from './workspace.ts'

/** The limits that the options can set. */
export type Rules = {
  /** Requests that may change something are blocked. */
  readonly isReadOnly: boolean
  /** Of all workers together, with what deletes their sessions. */
  readonly maxRequests?: number
  /** Of all workers together. */
  readonly requestsPerSecond?: number
  /** The only workspace that the run may use. */
  readonly workspaceId?: string
}

/** Counters that all processes of a run share. */
export type Counters = BudgetCounters & {
  /** Requests in a row without a response, weighted. */
  readonly unanswered: Counter
  /** Above 0 once the target has sent any response. */
  readonly answered: Counter
  /** Responses from another workspace than the run may use. */
  readonly strange: Counter
}

export type LimitOptions = {
  readonly rules: Rules
  readonly counters: Counters
  /** Processes that send requests; each gets its share of the rate. */
  readonly workers: number
  /** Requests that one worker sends at the same time; one by default. */
  readonly atOnce?: number
  /** Aborted when a person stops the run. */
  readonly stopped?: AbortSignal
}

/** After so many requests in a row without a response the run stops sending. */
const unansweredAtMost = 5

export function openCounters(folder: string): Counters {
  return {
    sent: openCounter(join(folder, 'sent')),
    unanswered: openCounter(join(folder, 'unanswered')),
    answered: openCounter(join(folder, 'answered')),
    taken: openCounter(join(folder, 'taken')),
    returned: openCounter(join(folder, 'returned')),
    lastLook: openCounter(join(folder, 'last-look')),
    strange: openCounter(join(folder, 'strange')),
  }
}

/** Counters of a command that starts no other process. */
export function countersHere(): Counters {
  return {
    sent: countHere(),
    unanswered: countHere(),
    answered: countHere(),
    taken: countHere(),
    returned: countHere(),
    lastLook: countHere(),
    strange: countHere(),
  }
}

/** Outermost first. The order matters: a blocked request must not count, and
 * waiting must not count as latency. */
export function limitsOf({
  rules,
  counters,
  workers,
  atOnce = 1,
  stopped,
  reads,
  inheritsReserve = false,
}: LimitOptions & {
  readonly reads: Reads
  /** For the sweep after a run: what the workers reserved is its own. */
  readonly inheritsReserve?: boolean
}): readonly Policy[] {
  const { isReadOnly, maxRequests, requestsPerSecond, workspaceId } = rules
  const { unanswered, answered, strange } = counters
  return [
    ...(stopped ? [stopWith(stopped)] : []),
    circuitBreaker({ unanswered, answered, atMost: unansweredAtMost }),
    ...(workspaceId === undefined ? [] : [workspace({ workspaceId, strange })]),
    requestBudget({
      ...counters,
      inherits: inheritsReserve,
      ...(maxRequests !== undefined && { maxRequests }),
    }),
    concurrency(atOnce),
    ...(requestsPerSecond === undefined
      ? []
      : [rateLimit({ everyMs: everyMs(requestsPerSecond, workers) })]),
    ...(isReadOnly ? [readOnly(reads)] : []),
  ]
}

/** Time between two requests of one worker, so that all workers together keep
 * the rate. */
export function everyMs(requestsPerSecond: number, workers: number): number {
  return (1000 * workers) / requestsPerSecond
}
