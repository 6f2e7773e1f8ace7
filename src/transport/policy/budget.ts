/** Request budget: how many requests a run may send in all. */
import { isCreating } from '../../model/creating.ts'
import { isBlockedByLimit } from '../../model/exchange.ts'
import type { Exchange, Request } from '../../model/exchange.ts'
import { block } from './block.ts'
import type { Counter } from './counter.ts'
import type { Policy } from './policy.ts'
import { openReserves } from './reserves.ts'

/** What deletes one session: a look, the delete, and a look that verifies. */
export const requestsPerCleanup = 3

/** The list at the end of a run that may have created something. */
export const requestsPerLastLook = 1

/** Requests that all processes of the run have sent, reserved, and not
 * needed. */
export type BudgetCounters = {
  readonly sent: Counter
  /** Sent, or reserved for the cleanup of what a request may create. */
  readonly taken: Counter
  /** Taken, and then not needed. */
  readonly returned: Counter
  /** Above 0 once the last look of the run is among those taken. */
  readonly lastLook: Counter
}

export type BudgetOptions = BudgetCounters & {
  /** Without it, requests are counted and never blocked. */
  readonly maxRequests?: number
  /** This process deletes what others created: their reserve is its own. */
  readonly inherits?: boolean
}

/** Counts every attempt, including retries, credential checks, sweeps and
 * cleanup. A request that creates is sent only if there is also room for the
 * requests that delete what it creates. If two processes want the last requests
 * at the same time, both may be blocked, but the run never sends more than
 * allowed. */
export function requestBudget({
  sent,
  taken,
  returned,
  lastLook,
  maxRequests = Infinity,
  inherits = false,
}: BudgetOptions): Policy {
  const reason = `the request budget is used up (--max-requests ${maxRequests})`
  const reserves = openReserves(
    inherits ? taken.read() - returned.read() - sent.read() : 0,
  )
  const take = (count: number): boolean => {
    if (taken.add(count) - returned.read() <= maxRequests) return true
    returned.add(count)
    return false
  }
  const isPaid = (request: Request): boolean =>
    request.isCleanup === true && reserves.use(request)
  return (next) => async (request) => {
    const forCleanup = isCreating(request) ? requestsPerCleanup : 0
    const isFirst = forCleanup > 0 && lastLook.read() === 0
    const forLook = isFirst ? requestsPerLastLook : 0
    if (!isPaid(request) && !take(1 + forCleanup + forLook))
      return block(request, reason)
    lastLook.add(forLook)
    sent.add(1)
    const exchange = await next(request)
    if (createdNothing(exchange)) returned.add(forCleanup)
    else if (forCleanup > 0) reserves.keep(exchange, forCleanup)
    return exchange
  }
}

function createdNothing(exchange: Exchange): boolean {
  const { result } = exchange
  if (isBlockedByLimit(exchange)) return true
  return result.kind === 'reply' && result.status >= 300 && result.status < 500
}
