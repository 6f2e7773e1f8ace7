/** Withholding: what becomes of a request that a guard keeps back. */
import type { Exchange, Request } from '../../model/exchange.ts'

/** @param reason one line, for people: why nothing was sent. */
export function withhold(request: Request, reason: string): Exchange {
  return {
    request,
    result: { kind: 'no-reply', reason: 'withheld', message: reason },
    fidelity: 'wire',
    startedAtMs: Date.now(),
    durationMs: 0,
  }
}
