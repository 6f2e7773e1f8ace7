/** A virtual clock: a wait returns at once and moves the clock forward. A sandbox
 * with the same clock sees no difference. */
import type { Clock } from '../transport/clock.ts'
import type { Driver } from '../transport/transport.ts'

type VirtualClock = Clock & {
  /** The driver, its exchanges dated by this clock. */
  readonly withTimestamps: (driver: Driver) => Driver
}

export function createVirtualClock(): VirtualClock {
  let aheadMs = 0
  return {
    now: () => Date.now() + aheadMs,
    wait: async (durationMs) => {
      aheadMs += Math.ceil(durationMs)
    },
    withTimestamps: (driver) => ({
      ...driver,
      send: async (request) => {
        const aheadAtStartMs = aheadMs
        const exchange = await driver.send(request)
        const startedAtMs = exchange.startedAtMs + aheadAtStartMs
        return { ...exchange, startedAtMs }
      },
    }),
  }
}
