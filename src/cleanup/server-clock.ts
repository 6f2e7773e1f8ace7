/** The clock of the server, as far as the `Date` header of a response shows
 * it. */
import { headerOf } from '../model/exchange.ts'
import type { Exchange } from '../model/exchange.ts'

/** A `Date` header has whole seconds. A session may be so much later than it. */
const slackMs = 2000

/** Undefined where the response does not say. */
function serverTimeOf({ result }: Exchange): number | undefined {
  if (result.kind === 'no-reply') return undefined
  const timeMs = Date.parse(headerOf(result.headers, 'date') ?? '')
  return Number.isFinite(timeMs) ? timeMs : undefined
}

/** Undefined where the clocks that the response shows contradict each other. */
export function ageOf(
  createdAtMs: number,
  exchange: Exchange,
): number | undefined {
  const ageMs = (serverTimeOf(exchange) ?? Number.NaN) - createdAtMs
  return ageMs >= -slackMs ? ageMs : undefined
}

/** How far the clock of the server is ahead of ours. */
export function aheadOf(exchange: Exchange): number | undefined {
  const timeMs = serverTimeOf(exchange)
  const { startedAtMs, durationMs } = exchange
  return timeMs === undefined ? undefined : timeMs - startedAtMs - durationMs
}

/** An instant, of which two clocks may disagree: `fromMs` to `untilMs`. */
export type Window = { readonly fromMs: number; readonly untilMs: number }

/** When a request was processed: by our clock, and by the server's. */
export function windowsOf(exchange: Exchange): readonly Window[] {
  const { startedAtMs, durationMs } = exchange
  return [0, aheadOf(exchange)].flatMap((aheadMs) =>
    aheadMs === undefined
      ? []
      : [
          {
            fromMs: startedAtMs + aheadMs - slackMs,
            untilMs: startedAtMs + durationMs + aheadMs + slackMs,
          },
        ],
  )
}

/** By the clock of the server: false where no response shows that. */
export function isBefore(
  timeMs: number,
  windows: readonly Window[] = [],
): boolean {
  return windows.length > 1 && windows.every(({ fromMs }) => timeMs < fromMs)
}

export function isWithin(timeMs: number, windows: readonly Window[]): boolean {
  return windows.some(
    ({ fromMs, untilMs }) => fromMs <= timeMs && timeMs <= untilMs,
  )
}
