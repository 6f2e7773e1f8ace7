/** Rate limit: requests leave one after the other, with a time between them. */
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Policy } from './policy.ts'

export type RateOptions = {
  /** Least time between two requests that leave. */
  readonly everyMs: number
  readonly now?: () => number
  readonly wait?: (durationMs: number) => Promise<unknown>
}

/** The first request waits too: a process that replaces another keeps its rate.
 * The wait is before the request leaves, so it is no latency. */
export function rateLimit({
  everyMs,
  now = () => performance.now(),
  wait = sleep,
}: RateOptions): Policy {
  let freeAtMs = now() + everyMs
  return (next) => async (request) => {
    const nowMs = now()
    const waitMs = Math.max(0, freeAtMs - nowMs)
    freeAtMs = nowMs + waitMs + everyMs
    if (waitMs > 0) await wait(waitMs)
    return next(request)
  }
}
