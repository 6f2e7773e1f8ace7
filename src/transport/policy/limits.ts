/** The limits of a run, around every transport it uses. */
import { join } from 'node:path'
import { requestBudget } from './budget.ts'
import { circuitBreaker } from './circuit-breaker.ts'
import { concurrency } from './concurrency.ts'
import { openCounter } from './counter.ts'
import type { Counter } from './counter.ts'
import type { Policy } from './policy.ts'
import { rateLimit } from './rate.ts'
import { readOnly } from './read-only.ts'
import type { Reads } from './read-only.ts'
import { workspace } from './workspace.ts'

/** What a person may ask for. */
export type Rules = {
  /** Nothing is sent that may change something. */
  readonly isReadOnly: boolean
  /** In all, of all workers together; cleanup goes beyond it. */
  readonly maxRequests?: number
  /** Of all workers together. */
  readonly requestsPerSecond?: number
  /** The only workspace that the run may work in. */
  readonly workspaceId?: string
}

/** Counts that the processes of a run share. */
export type Counters = {
  readonly sent: Counter
  readonly unanswered: Counter
  readonly strange: Counter
}

export type LimitOptions = {
  readonly rules: Rules
  readonly counters: Counters
  /** Processes that send; each gets its share of the rate. */
  readonly workers: number
}

/** Requests in a row, of all workers, that may get no response. */
const unansweredAtMost = 5

/** Requests of one worker under way at once: over a run, one for each worker. */
const atOnce = 1

export function openCounters(folder: string): Counters {
  return {
    sent: openCounter(join(folder, 'sent')),
    unanswered: openCounter(join(folder, 'unanswered')),
    strange: openCounter(join(folder, 'strange')),
  }
}

/** Outermost first. The order matters: what is blocked must not count, and what
 * waits must not count as latency. */
export function limitsOf({
  rules,
  counters,
  workers,
  reads,
}: LimitOptions & { readonly reads: Reads }): readonly Policy[] {
  const { isReadOnly, maxRequests, requestsPerSecond, workspaceId } = rules
  const { sent, unanswered, strange } = counters
  return [
    circuitBreaker({ unanswered, atMost: unansweredAtMost }),
    ...(workspaceId === undefined ? [] : [workspace({ workspaceId, strange })]),
    requestBudget({ sent, ...(maxRequests !== undefined && { maxRequests }) }),
    concurrency(atOnce),
    ...(requestsPerSecond === undefined
      ? []
      : [rateLimit({ everyMs: everyMs(requestsPerSecond, workers) })]),
    ...(isReadOnly ? [readOnly(reads)] : []),
  ]
}

/** Time between two requests of one worker, so that all together keep the rate. */
export function everyMs(requestsPerSecond: number, workers: number): number {
  return (1000 * workers) / requestsPerSecond
}
