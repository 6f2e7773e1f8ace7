/** A virtual clock: a wait returns at once and moves the clock forward. A sandbox
 * with the same clock sees no difference. */
import type { Clock } from '../transport/clock.ts'
import type { Transport } from '../transport/transport.ts'

export type VirtualClock = Clock & {
  /** The transport, its exchanges dated by this clock. */
  readonly withTimestamps: (transport: Transport) => Transport
}

export function createVirtualClock(): VirtualClock {
  let aheadMs = 0
  return {
    now: () => Date.now() + aheadMs,
    wait: async (durationMs) => {
      aheadMs += Math.ceil(durationMs)
    },
    withTimestamps: (transport) => ({
      ...transport,
      send: async (request) => {
        const aheadAtStartMs = aheadMs
        const exchange = await transport.send(request)
        const startedAtMs = exchange.startedAtMs + aheadAtStartMs
        return { ...exchange, startedAtMs }
      },
    }),
  }
}
