/** Request budget: how many requests a run may send in all. */
import { block } from './block.ts'
import type { Counter } from './counter.ts'
import type { Policy } from './policy.ts'

export type BudgetOptions = {
  /** Requests that all processes of the run have sent. */
  readonly sent: Counter
  /** Without it, requests are counted and never blocked. */
  readonly maxRequests?: number
}

/** Counts every attempt, including retries and credential checks. Counts
 * cleanup, too, but never blocks it. If two processes want to send the last
 * request at the same time, both may be blocked, but the run never sends more
 * than allowed. */
export function requestBudget({
  sent,
  maxRequests = Infinity,
}: BudgetOptions): Policy {
  const reason = `the request budget is used up (--max-requests ${maxRequests})`
  return (next) => async (request) => {
    if (request.isCleanup) sent.add()
    else if (sent.read() >= maxRequests || sent.add() > maxRequests)
      return block(request, reason)
    return next(request)
  }
}
