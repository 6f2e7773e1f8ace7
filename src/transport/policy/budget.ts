/** Request budget: how many requests a run may send in all. */
import { block } from './block.ts'
import type { Counter } from './counter.ts'
import type { Policy } from './policy.ts'

export type BudgetOptions = {
  /** Of all processes of the run: one for each request that leaves. */
  readonly sent: Counter
  /** Counted and never blocked where absent. */
  readonly maxRequests?: number
}

/** Counts every attempt, retries and credential checks too. Cleanup is counted
 * and never blocked. Of two processes that reach for the last request at once
 * both may be blocked; none goes beyond. */
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
