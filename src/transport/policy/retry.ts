/** Retry: sends a request once more if the network lost it and sending it twice
 * is safe.
 *
 * A request that got a response is never retried. A request that may create
 * something is never sent twice. A request that timed out is not retried, as
 * it would wait just as long again. */
import { isBlockedByLimit } from '../../model/exchange.ts'
import type { Exchange, NoReplyReason, Request } from '../../model/exchange.ts'
import { realClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Policy } from './policy.ts'

export type RetryOptions = Partial<Pick<Clock, 'wait'>> & {
  /** Time between the failure and the retry. */
  readonly pauseMs: number
  /** Whether the request changes nothing at all. */
  readonly isRead: (request: Request) => boolean
}

/** Failures of the network. A failure of TLS, size or HTTP syntax would
 * recur. */
const losses: ReadonlySet<NoReplyReason> = new Set([
  'refused',
  'unresolved',
  'reset',
  'cut-off',
])

/** Gives the exchange that counts, with its own duration. */
export function retryLost({
  pauseMs,
  isRead,
  wait = realClock.wait,
}: RetryOptions): Policy {
  return (next) => async (request) => {
    const first = await next(request)
    const { result } = first
    if (result.kind === 'reply' || !losses.has(result.reason)) return first
    // PUT is idempotent, too (RFC 9110 §9.2.2), but this API creates with it.
    if (!isRead(request) && request.method !== 'DELETE') return first
    await wait(pauseMs)
    const second = await next(request)
    if (isBlockedByLimit(second)) return first
    return {
      ...(isEcho(second) ? first : second),
      retries: [
        ...(first.retries ?? []),
        { kind: 'lost', reason: result.reason, waitedMs: pauseMs },
        ...(second.retries ?? []),
      ],
    }
  }
}

/** The first DELETE may have worked. Then the retry gets an error, because
 * nothing is left to delete: the API is not at fault. */
function isEcho({ request, result }: Exchange): boolean {
  return (
    request.method === 'DELETE' &&
    result.kind === 'reply' &&
    result.status >= 400
  )
}
