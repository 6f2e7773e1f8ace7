/** Gate: lets the requests of a case through until it ends. */
import type { Exchange } from '../../model/exchange.ts'
import { block } from './block.ts'
import type { Policy } from './policy.ts'

export type Gate = {
  readonly policy: Policy
  /** Whether the exchange came through. */
  readonly hasPassed: (exchange: Exchange) => boolean
  /** Blocks requests from now on, and waits for those under way. */
  readonly close: () => Promise<void>
}

const reason = 'the case has ended: its client sent this request too late'

export function openGate(): Gate {
  const underWay = new Set<Promise<unknown>>()
  const passed = new WeakSet<Exchange>()
  let isOpen = true
  return {
    policy: (next) => async (request) => {
      if (!isOpen) return block(request, reason)
      const sent = next(request)
      underWay.add(sent)
      try {
        const exchange = await sent
        passed.add(exchange)
        return exchange
      } finally {
        underWay.delete(sent)
      }
    },
    hasPassed: (exchange) => passed.has(exchange),
    close: async () => {
      isOpen = false
      await Promise.allSettled(underWay)
    },
  }
}
