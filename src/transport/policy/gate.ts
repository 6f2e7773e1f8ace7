/** Gate: lets the requests of a case through until it ends. */
import { block } from './block.ts'
import type { Policy } from './policy.ts'

export type Gate = {
  readonly policy: Policy
  /** Blocks requests from now on, and waits for those under way. */
  readonly close: () => Promise<void>
}

const reason = 'the case has ended: its client sent this request too late'

export function openGate(): Gate {
  const underWay = new Set<Promise<unknown>>()
  let isOpen = true
  return {
    policy: (next) => async (request) => {
      if (!isOpen) return block(request, reason)
      const sent = next(request)
      underWay.add(sent)
      try {
        return await sent
      } finally {
        underWay.delete(sent)
      }
    },
    close: async () => {
      isOpen = false
      await Promise.allSettled(underWay)
    },
  }
}
