/** Circuit breaker: after several requests in a row without a response, the run
 * sends no more.
 *
 * Without it, each of hundreds of cases would wait for its time-out when a
 * target hangs. A reset connection or a 500 does not count: the target may
 * fail that way for one kind of request only. */
import type { NoReplyReason } from '../../model/exchange.ts'
import { block } from './block.ts'
import type { Counter } from './counter.ts'
import type { Policy } from './policy.ts'

export type CircuitBreakerOptions = {
  /** Requests in a row without a response, of all processes of the run. */
  readonly unanswered: Counter
  readonly atMost: number
  /** Blocks cleanup, too; by default cleanup is always sent. */
  readonly stopsCleanup?: boolean
}

const down: ReadonlySet<NoReplyReason> = new Set([
  'refused',
  'unresolved',
  'timeout',
  'tls',
])

export function circuitBreaker({
  unanswered,
  atMost,
  stopsCleanup = false,
}: CircuitBreakerOptions): Policy {
  const reason = `the last ${atMost} requests got no response: the target is down`
  return (next) => async (request) => {
    if (request.isCleanup && !stopsCleanup) return next(request)
    if (unanswered.read() >= atMost) return block(request, reason)
    const exchange = await next(request)
    const { result } = exchange
    if (result.kind === 'reply') unanswered.clear()
    else if (down.has(result.reason)) unanswered.add()
    return exchange
  }
}
