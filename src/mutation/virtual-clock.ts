/** A clock that leaps: who waits by it goes on at once, and finds it as late as
 * if they had waited. A sandbox that lives by the same clock sees no difference. */
import type { Clock } from '../transport/clock.ts'
import type { Transport } from '../transport/transport.ts'

export type LeapingClock = Clock & {
  /** The transport, its exchanges dated by this clock. */
  readonly dating: (transport: Transport) => Transport
}

export function createLeapingClock(): LeapingClock {
  let aheadMs = 0
  return {
    now: () => Date.now() + aheadMs,
    wait: async (durationMs) => {
      aheadMs += Math.ceil(durationMs)
    },
    dating: (transport) => ({
      ...transport,
      send: async (request) => {
        const leaptMs = aheadMs
        const exchange = await transport.send(request)
        return { ...exchange, startedAtMs: exchange.startedAtMs + leaptMs }
      },
    }),
  }
}
