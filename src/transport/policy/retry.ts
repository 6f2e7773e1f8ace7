/** Retry: a request that the network lost is sent once more, where two requests
 * do no more than one.
 *
 * A response is never asked for again, whatever it says. What may create is never
 * sent twice. A time-out has had its time. */
import { isBlockedByLimit } from '../../model/exchange.ts'
import type { Exchange, NoReplyReason, Request } from '../../model/exchange.ts'
import { realClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Policy } from './policy.ts'

export type RetryOptions = Partial<Pick<Clock, 'wait'>> & {
  /** Between the loss and the retry. */
  readonly pauseMs: number
  /** Whether the request changes nothing at all. */
  readonly isRead: (request: Request) => boolean
}

/** The network's own failures. TLS, sizes and grammar fail the same way twice. */
const losses: ReadonlySet<NoReplyReason> = new Set([
  'refused',
  'unresolved',
  'reset',
  'cut-off',
])

/** The exchange is the one that counts, with its own duration. */
export function retryLost({
  pauseMs,
  isRead,
  wait = realClock.wait,
}: RetryOptions): Policy {
  return (next) => async (request) => {
    const first = await next(request)
    const { result } = first
    const isLost = result.kind === 'no-reply' && losses.has(result.reason)
    // PUT is idempotent, too (RFC 9110 §9.2.2), but here it creates.
    const isRepeatable = isRead(request) || request.method === 'DELETE'
    if (!isLost || !isRepeatable) return first
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

/** The first DELETE may have worked; then the retry finds nothing, and its error
 * says nothing about the API. */
function isEcho({ request, result }: Exchange): boolean {
  return (
    request.method === 'DELETE' &&
    result.kind === 'reply' &&
    result.status >= 400
  )
}
