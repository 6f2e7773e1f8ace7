/** Retry-After: where a 429 says for how long to wait, the request waits and is
 * sent again.
 *
 * A 429 has done nothing, so a retry does nothing twice. Every other response is
 * judged as it came. */
import { headerOf, isBlockedByLimit } from '../../model/exchange.ts'
import type { Exchange, Retry } from '../../model/exchange.ts'
import { realClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Policy } from './policy.ts'

export type RetryAfterOptions = Partial<Clock> & {
  /** Most that one request waits, all its waits together. */
  readonly maxWaitMs: number
}

/** An API that asks for no wait at all would be asked for ever. */
const attemptsAtMost = 6

/** The exchange is the last one, with its own duration: waiting is no latency. */
export function retryAfter({
  maxWaitMs,
  now = realClock.now,
  wait = realClock.wait,
}: RetryAfterOptions): Policy {
  return (next) => async (request) => {
    const retries: Retry[] = []
    let leftMs = maxWaitMs
    let exchange = await next(request)
    for (;;) {
      const waitMs = askedWait(exchange, now())
      const isLast =
        waitMs === undefined ||
        waitMs > leftMs ||
        retries.length + 1 >= attemptsAtMost
      if (isLast) break
      await wait(waitMs)
      leftMs -= waitMs
      const again = await next(request)
      if (isBlockedByLimit(again)) break // the 429 was the API's last word
      exchange = again
      retries.push({ kind: 'asked', waitedMs: waitMs })
    }
    return retries.length === 0 ? exchange : { ...exchange, retries }
  }
}

function askedWait({ result }: Exchange, nowMs: number): number | undefined {
  if (result.kind === 'no-reply' || result.status !== 429) return undefined
  return parseRetryAfter(headerOf(result.headers, 'retry-after'), nowMs)
}

/** Seconds, or an HTTP date (RFC 9110 §10.2.3); undefined for anything else. A
 * date without a zone is in UTC, as the older of its forms are (§5.6.7).
 * @returns milliseconds from now, never negative. */
export function parseRetryAfter(
  value: string | undefined,
  nowMs: number,
): number | undefined {
  const text = value?.trim() ?? ''
  if (/^\d+$/.test(text)) return Number(text) * 1000
  if (!/^[A-Z][a-z]+,? .*\d\d:\d\d:\d\d/.test(text)) return undefined
  const instantMs = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`)
  return Number.isNaN(instantMs) ? undefined : Math.max(0, instantMs - nowMs)
}
