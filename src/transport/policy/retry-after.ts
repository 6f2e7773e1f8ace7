/** Patience: where the API asks to wait, the request waits and is sent again.
 *
 * Only a 429 that says for how long is waited out: nothing was done then, so a
 * second sending does nothing twice. Every other reply is judged as it came. */
import { realClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { headerOf, isWithheld } from '../../model/exchange.ts'
import type { Exchange, Request, Retry } from '../../model/exchange.ts'
import type { Driver } from '../transport.ts'

export type PatienceOptions = Partial<Clock> & {
  /** Most that one request waits, all its waits together. */
  readonly maxWaitMs: number
}

/** An API that asks for no wait at all is not asked for ever. */
const sentAtMost = 6

/** The exchange is the last one, with its own duration: waiting is no latency. */
export function withPatience(
  driver: Driver,
  { maxWaitMs, now = realClock.now, wait = realClock.wait }: PatienceOptions,
): Driver {
  const send = async (request: Request): Promise<Exchange> => {
    const retries: Retry[] = []
    let leftMs = maxWaitMs
    let exchange = await driver.send(request)
    for (;;) {
      const waitMs = askedWait(exchange, now())
      const isLast =
        waitMs === undefined ||
        waitMs > leftMs ||
        retries.length + 1 >= sentAtMost
      if (isLast) break
      await wait(waitMs)
      leftMs -= waitMs
      const next = await driver.send(request)
      if (isWithheld(next)) break // the 429 is the last that the API said
      exchange = next
      retries.push({ kind: 'asked', waitedMs: waitMs })
    }
    return retries.length === 0 ? exchange : { ...exchange, retries }
  }
  return { ...driver, send }
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
