/** Request budget: how many requests a run may send in all. */
import { block } from './block.ts'
import type { Counter } from './counter.ts'
import type { Policy } from './policy.ts'

export type BudgetOptions = {
  /** Requests that all processes of the run have sent. */
  readonly sent: Counter
  /** Above 0 once a request of the run has succeeded. */
  readonly succeeded: Counter
  /** Without it, requests are counted and never blocked. */
  readonly maxRequests?: number
}

/** Counts every attempt, including retries, credential checks and sweeps.
 * Cleanup may exceed the budget once a request has succeeded: before, nothing
 * of ours can be known to exist. If two processes want to send the last request
 * at the same time, both may be blocked, but the run never sends more than
 * allowed. */
export function requestBudget({
  sent,
  succeeded,
  maxRequests = Infinity,
}: BudgetOptions): Policy {
  const reason = `the request budget is used up (--max-requests ${maxRequests})`
  return (next) => async (request) => {
    if (request.isCleanup && succeeded.read() > 0) sent.add()
    else if (sent.read() >= maxRequests || sent.add() > maxRequests)
      return block(request, reason)
    const exchange = await next(request)
    const { result } = exchange
    const isSuccess = result.kind === 'reply' && result.status < 300
    if (isSuccess && succeeded.read() === 0) succeeded.add()
    return exchange
  }
}
