/** The guards of a run, put around a driver in the order that makes them true:
 * the count is of what really leaves, and waiting is in no one's time. */
import { join } from 'node:path'
import type { Driver } from '../transport.ts'
import { openToll, withBudget, withCount } from './budget.ts'
import type { Toll } from './budget.ts'
import { openCounter } from './counter.ts'
import type { Counter } from './counter.ts'
import { withPace } from './rate.ts'
import { withReadOnly } from './read-only.ts'
import type { Reads } from './read-only.ts'
import { withSilence } from './circuit-breaker.ts'
import { withTurns } from './concurrency.ts'
import { withWorkspace } from './workspace.ts'

/** What a person may ask for. */
export type Rules = {
  /** Nothing is sent that may change something. */
  readonly isReadOnly: boolean
  /** In all, of all workers together; undone is what was made all the same. */
  readonly maxRequests?: number
  /** Of all workers together. */
  readonly requestsPerSecond?: number
  /** The only workspace that the run may work in. */
  readonly workspaceId?: string
}

/** What the processes of a run tell one another. */
export type Counters = {
  readonly sent: Counter
  readonly unanswered: Counter
  readonly strange: Counter
}

export type GuardOptions = {
  readonly rules: Rules
  readonly counters: Counters
  /** Processes that send; each keeps its part of the pace. */
  readonly workers: number
}

export type Guarded = {
  readonly driver: Driver
  /** For what takes back what was made: never kept back by a budget, a silence
   * or a workspace that should not have been written to. */
  readonly undoDriver: Driver
  /** For what a page sends by itself. */
  readonly toll: Toll
}

/** Requests in a row, of all workers, that may bring no reply. */
const unansweredAtMost = 5

/** One request of a worker at a time: over a run, as many as it has workers. */
const atOnce = 1

export function openCounters(folder: string): Counters {
  return {
    sent: openCounter(join(folder, 'sent')),
    unanswered: openCounter(join(folder, 'unanswered')),
    strange: openCounter(join(folder, 'strange')),
  }
}

export function withGuards(
  bare: Driver,
  { rules, counters, workers, reads }: GuardOptions & { readonly reads: Reads },
): Guarded {
  const { isReadOnly, maxRequests, requestsPerSecond, workspaceId } = rules
  const { sent, unanswered, strange } = counters
  const harmless = isReadOnly ? withReadOnly(bare, reads) : bare
  const paced =
    requestsPerSecond === undefined
      ? harmless
      : withPace(harmless, { everyMs: everyMs(requestsPerSecond, workers) })
  const calm = withTurns(paced, atOnce)
  const counted =
    maxRequests === undefined
      ? withCount(calm, sent)
      : withBudget(calm, { sent, maxRequests })
  const placed =
    workspaceId === undefined
      ? counted
      : withWorkspace(counted, { workspaceId, strange })
  return {
    driver: withSilence(placed, { unanswered, atMost: unansweredAtMost }),
    undoDriver: withCount(calm, sent),
    toll: openToll({ sent, ...(maxRequests !== undefined && { maxRequests }) }),
  }
}

/** Time between two requests of one worker, so that all keep the pace. */
export function everyMs(requestsPerSecond: number, workers: number): number {
  return (1000 * workers) / requestsPerSecond
}
