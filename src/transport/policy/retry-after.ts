/** Retry-After: waits as long as a 429 asks, then sends the request again. A 429
 * that asks for no wait is retried after a second, then after twice as long.
 *
 * The API does not process a request that it answers with 429, so a retry is
 * safe. Every other response is judged as it arrived. */
import { headerOf, isBlockedByLimit } from '../../model/exchange.ts'
import type { Exchange, Retry } from '../../model/exchange.ts'
import { realClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Policy } from './policy.ts'

export type RetryAfterOptions = Partial<Clock> & {
  /** The most that one request may wait, all its waits together. */
  readonly maxWaitMs: number
}

/** Without this limit, a target that always answers 429 would get endless
 * retries. */
const attemptsAtMost = 6

/** The first wait where the API asks for none. */
const shortestWaitMs = 1000

/** Gives the last exchange, with its own duration: waiting is no latency. */
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
      const waitMs = waitAfter(exchange, { retries, nowMs: now() })
      const isLast =
        waitMs === undefined ||
        waitMs > leftMs ||
        retries.length + 1 >= attemptsAtMost
      if (isLast) break
      await wait(waitMs)
      leftMs -= waitMs
      const again = await next(request)
      if (isBlockedByLimit(again)) break // the 429 is the API's last response
      exchange = again
      retries.push({ kind: 'asked', waitedMs: waitMs })
    }
    return retries.length === 0 ? exchange : { ...exchange, retries }
  }
}

/** @returns undefined if the request must not be sent again. */
function waitAfter(
  { result }: Exchange,
  {
    retries,
    nowMs,
  }: { readonly retries: readonly Retry[]; readonly nowMs: number },
): number | undefined {
  if (result.kind === 'no-reply' || result.status !== 429) return undefined
  const asked = parseRetryAfter(headerOf(result.headers, 'retry-after'), nowMs)
  if (asked !== undefined && asked > 0) return Math.max(asked, shortestWaitMs)
  return shortestWaitMs * 2 ** retries.length
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
