/** The budget: how many requests a run may send in all, whatever they are for. */
import type { Driver } from '../transport.ts'
import type { Counter } from './counter.ts'
import { withhold } from './block.ts'

export type BudgetOptions = {
  /** Of all processes of the run: one for each request that leaves. */
  readonly sent: Counter
  readonly maxRequests: number
}

/** Counts each sending, second ones and proofs too. Two processes that reach for
 * the last request at once may both go without it; none goes beyond. */
export function withBudget(
  driver: Driver,
  { sent, maxRequests }: BudgetOptions,
): Driver {
  const reason = usedUp(maxRequests)
  return {
    ...driver,
    send: async (request) => {
      if (sent.read() >= maxRequests || sent.add() > maxRequests) {
        return withhold(request, reason)
      }
      return driver.send(request)
    },
  }
}

/** For requests that leave by another way than a driver, as a page's own do. */
export type Toll = {
  /** One more has left. */
  readonly count: () => void
  /** Why no more may leave, one line; undefined where they may. */
  readonly spent: () => string | undefined
}

export function openToll({
  sent,
  maxRequests = Infinity,
}: Pick<BudgetOptions, 'sent'> & Partial<BudgetOptions>): Toll {
  return {
    count: () => void sent.add(),
    spent: () => (sent.read() < maxRequests ? undefined : usedUp(maxRequests)),
  }
}

function usedUp(maxRequests: number): string {
  return `the budget of requests is used up (--max-requests ${maxRequests})`
}

/** Counts, and keeps nothing back: what was made is taken away in any case. */
export function withCount(driver: Driver, sent: Counter): Driver {
  return {
    ...driver,
    send: (request) => {
      sent.add()
      return driver.send(request)
    },
  }
}
