/** The second try: a request that the network lost is sent once more, where
 * sending it twice does no more than sending it once.
 *
 * A reply is never asked for again, whatever it says; a creation is never sent
 * twice; a time-out has had its time. */
import { realClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { isWithheld } from '../../model/exchange.ts'
import type { Exchange, NoReplyReason, Request } from '../../model/exchange.ts'
import type { Driver } from '../transport.ts'

export type SecondTryOptions = Partial<Pick<Clock, 'wait'>> & {
  /** Between the loss and the second sending. */
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
export function withSecondTry(
  driver: Driver,
  { pauseMs, isRead, wait = realClock.wait }: SecondTryOptions,
): Driver {
  const send = async (request: Request): Promise<Exchange> => {
    const first = await driver.send(request)
    const { result } = first
    const isLost = result.kind === 'no-reply' && losses.has(result.reason)
    // PUT is idempotent, too (RFC 9110 §9.2.2), but here it creates.
    const isRepeatable = isRead(request) || request.method === 'DELETE'
    if (!isLost || !isRepeatable) return first
    await wait(pauseMs)
    const second = await driver.send(request)
    if (isWithheld(second)) return first
    return {
      ...(isEcho(second) ? first : second),
      retries: [
        ...(first.retries ?? []),
        { kind: 'lost', reason: result.reason, waitedMs: pauseMs },
        ...(second.retries ?? []),
      ],
    }
  }
  return { ...driver, send }
}

/** Of a DELETE whose first sending may have been done, a refusal of the second
 * tells nothing: what was to be deleted may just be gone. */
function isEcho({ request, result }: Exchange): boolean {
  return (
    request.method === 'DELETE' &&
    result.kind === 'reply' &&
    result.status >= 400
  )
}
