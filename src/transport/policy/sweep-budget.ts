/** Sweep budget: how many requests one sweep may send, cleanup or not. */
import { block } from './block.ts'
import type { Counter } from './counter.ts'
import type { Policy } from './policy.ts'

/** The target decides how much there is to sweep: its list, and the ledgers. */
export const sweepRequests = 200

export function sweepBudget({
  sent,
  atMost,
}: {
  readonly sent: Counter
  readonly atMost: number
}): Policy {
  const reason = `one sweep sends at most ${atMost} requests`
  return (next) => async (request) => {
    if (sent.read() >= atMost) return block(request, reason)
    sent.add()
    return next(request)
  }
}
