/** A clock that leaps: who waits by it goes on at once, and finds it as late as
 * if they had waited. A sandbox that lives by the same clock sees no difference. */
import type { Clock } from '../transport/clock.ts'
import type { Driver } from '../transport/transport.ts'

export type LeapingClock = Clock & {
  /** The driver, its exchanges dated by this clock. */
  readonly dating: (driver: Driver) => Driver
}

export function createLeapingClock(): LeapingClock {
  let aheadMs = 0
  return {
    now: () => Date.now() + aheadMs,
    wait: async (durationMs) => {
      aheadMs += Math.ceil(durationMs)
    },
    dating: (driver) => ({
      ...driver,
      send: async (request) => {
        const leaptMs = aheadMs
        const exchange = await driver.send(request)
        return { ...exchange, startedAtMs: exchange.startedAtMs + leaptMs }
      },
    }),
  }
}
