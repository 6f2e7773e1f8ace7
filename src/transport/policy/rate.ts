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

/** Each request waits for the one before it to leave: so a process that was held
 * up sends no burst. The first one waits, too: a worker that replaces another
 * one must keep the rate. The wait is before sending, so it does not count as
 * latency. */
export function rateLimit({
  everyMs,
  now = () => performance.now(),
  wait = sleep,
}: RateOptions): Policy {
  let leftAtMs = now()
  let turn: Promise<unknown> = Promise.resolve()
  const pass = async (): Promise<void> => {
    // A timer may be early.
    for (let waitMs; (waitMs = leftAtMs + everyMs - now()) > 0;)
      await wait(waitMs)
    leftAtMs = now()
  }
  return (next) => async (request) => {
    turn = turn.then(pass)
    await turn
    return next(request)
  }
}
