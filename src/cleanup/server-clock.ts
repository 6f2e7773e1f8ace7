/** The clock of the server, as far as the `Date` header of a response shows
 * it. */
import { headerOf } from '../model/exchange.ts'
import type { Exchange } from '../model/exchange.ts'

/** A `Date` header has whole seconds, so a time may differ from it by so
 * much. */
const slackMs = 2000

/** Two responses of one clock show it to be as far ahead, but for whole seconds
 * and the time that a response takes. */
const agreeWithinMs = 5000

/** The API may still process a request without a response for so long. */
export const arrivesWithinMs = 60_000

/** Undefined where the response does not say. The `Date` of a response from a
 * cache, which has an `Age`, is not of now (RFC 9111 §5.1). */
function serverTimeOf({ result }: Exchange): number | undefined {
  if (result.kind === 'no-reply') return undefined
  const age = headerOf(result.headers, 'age')?.trim() ?? '0'
  if (!/^0+$/.test(age)) return undefined
  const timeMs = Date.parse(headerOf(result.headers, 'date') ?? '')
  return Number.isFinite(timeMs) ? timeMs : undefined
}

/** The smaller one by two clocks, the server's and ours: a wrong clock makes no
 * session old. Undefined where the server's clock is not shown, or contradicts
 * the session. */
export function ageOf(
  createdAtMs: number,
  exchange: Exchange,
): number | undefined {
  const ageMs = (serverTimeOf(exchange) ?? Number.NaN) - createdAtMs
  if (!(ageMs >= -slackMs)) return undefined
  const { startedAtMs, durationMs } = exchange
  return Math.min(ageMs, startedAtMs + durationMs - createdAtMs)
}

/** How far the clock of the server is ahead of ours. */
export function aheadOf(exchange: Exchange): number | undefined {
  const timeMs = serverTimeOf(exchange)
  const { startedAtMs, durationMs } = exchange
  return timeMs === undefined ? undefined : timeMs - startedAtMs - durationMs
}

/** When a request was processed, by our clock. */
export type Window = {
  readonly fromMs: number
  readonly untilMs: number
  /** How far the response showed the clock of the server to be ahead; `unknown`
   * where it showed none, absent where there was no response. */
  readonly aheadMs?: number | 'unknown'
}

export function windowOf(exchange: Exchange): Window {
  const { startedAtMs: fromMs, durationMs } = exchange
  const aheadMs = aheadOf(exchange) ?? 'unknown'
  return { fromMs, untilMs: fromMs + durationMs, aheadMs }
}

/** Of a request whose response is not known. */
export function windowFrom(fromMs: number): Window {
  return { fromMs, untilMs: fromMs + arrivesWithinMs }
}

/** When a session was created, and how far the response that says so shows the
 * clock of the server to be ahead. */
export type Created = {
  readonly createdAtMs: number
  readonly aheadMs: number | undefined
}

/** How far ahead the clock may be that created the session: ours always counts,
 * the server's only where no response contradicts another. */
function clocksOf(window: Window, aheadMs: Created['aheadMs']) {
  if (aheadMs === undefined || window.aheadMs === 'unknown') return [0]
  const { aheadMs: beforeMs = aheadMs } = window
  const isOneClock = Math.abs(beforeMs - aheadMs) <= agreeWithinMs
  return isOneClock ? [0, beforeMs, aheadMs] : [0]
}

/** By every clock that counts. False where no response shows the clock of the
 * server: it may be far behind ours. */
export function isBefore(
  { createdAtMs, aheadMs }: Created,
  window: Window | undefined,
): boolean {
  if (!window || aheadMs === undefined) return false
  return clocksOf(window, aheadMs).every(
    (clockMs) => createdAtMs < window.fromMs + clockMs - slackMs,
  )
}

/** By a clock that counts. */
export function isWithin(
  { createdAtMs, aheadMs }: Created,
  window: Window,
): boolean {
  return clocksOf(window, aheadMs).some(
    (clockMs) =>
      window.fromMs + clockMs - slackMs <= createdAtMs &&
      createdAtMs <= window.untilMs + clockMs + slackMs,
  )
}
