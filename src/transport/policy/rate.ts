/** The pace: requests leave one after the other, with a time between them. */
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Driver } from '../transport.ts'

export type PaceOptions = {
  /** Least time between two requests that leave. */
  readonly everyMs: number
  readonly now?: () => number
  readonly wait?: (durationMs: number) => Promise<unknown>
}

/** The first request waits, too: a process that takes another's place keeps its
 * pace. The wait is before the request leaves, so it is no latency. */
export function withPace(
  driver: Driver,
  { everyMs, now = () => performance.now(), wait = sleep }: PaceOptions,
): Driver {
  let freeAtMs = now() + everyMs
  return {
    ...driver,
    send: async (request) => {
      const nowMs = now()
      const waitMs = Math.max(0, freeAtMs - nowMs)
      freeAtMs = nowMs + waitMs + everyMs
      if (waitMs > 0) await wait(waitMs)
      return driver.send(request)
    },
  }
}
