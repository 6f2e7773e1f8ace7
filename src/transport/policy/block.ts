/** Block: the exchange of a request that a limit of the run does not send. */
import type { Exchange, Request } from '../../model/exchange.ts'

/** @param reason one line, for people: why nothing was sent. */
export function block(request: Request, reason: string): Exchange {
  return {
    request,
    result: { kind: 'no-reply', reason: 'limit', message: reason },
    fidelity: 'wire',
    startedAtMs: Date.now(),
    durationMs: 0,
  }
}
