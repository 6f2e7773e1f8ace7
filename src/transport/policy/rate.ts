/** Rate limit: keeps a minimum time between two requests. */
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Policy } from './policy.ts'

export type RateOptions = {
  /** Minimum time between two requests. */
  readonly everyMs: number
  readonly now?: () => number
  readonly wait?: (durationMs: number) => Promise<unknown>
}

/** The first request waits, too: a worker that replaces another one must keep
 * the rate. The wait is before sending, so it does not count as latency. */
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
