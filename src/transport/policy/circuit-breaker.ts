/** Circuit breaker: after several requests in a row without a response, the run
 * sends no more.
 *
 * Without it, each of hundreds of cases would wait for its time-out when a
 * target hangs. A 500 is a response. A connection that breaks weighs less once
 * the target has responded: it may break for one kind of request only. */
import type { NoReplyReason } from '../../model/exchange.ts'
import { block } from './block.ts'
import type { Counter } from './counter.ts'
import type { Policy } from './policy.ts'

export type CircuitBreakerOptions = {
  /** Requests in a row without a response, of all processes of the run, each
   * with its weight. */
  readonly unanswered: Counter
  /** Above 0 once the target has sent any response. */
  readonly answered: Counter
  readonly atMost: number
  /** Blocks cleanup, too. By default it is blocked only where the target has
   * never sent a response. */
  readonly stopsCleanup?: boolean
}

/** The target is down for every kind of request. */
const down: ReadonlySet<NoReplyReason> = new Set([
  'refused',
  'unresolved',
  'timeout',
  'tls',
])

/** They say nothing about the target, or that it did send a response. */
const noFailures: ReadonlySet<NoReplyReason> = new Set([
  'limit',
  'blocked',
  'too-large',
])

/** Of a request to a target that is down; 1 for a broken connection. */
const fullWeight = 3

export function circuitBreaker({
  unanswered,
  answered,
  atMost,
  stopsCleanup = false,
}: CircuitBreakerOptions): Policy {
  const reason = `the last ${atMost} requests got no response: the target is down`
  const isOpen = (): boolean => unanswered.read() >= atMost * fullWeight
  const hasAnswered = (): boolean => answered.read() > 0
  const weightOf = (why: NoReplyReason): number => {
    if (noFailures.has(why)) return 0
    return down.has(why) || !hasAnswered() ? fullWeight : 1
  }
  return (next) => async (request) => {
    const isExempt = request.isCleanup && !stopsCleanup && hasAnswered()
    if (!isExempt && isOpen()) return block(request, reason)
    const exchange = await next(request)
    const { result } = exchange
    if (result.kind === 'reply') {
      if (!hasAnswered()) answered.add()
      unanswered.clear()
    } else if (!isExempt) {
      const weight = weightOf(result.reason)
      for (let unit = 0; unit < weight; unit += 1) unanswered.add()
    }
    return exchange
  }
}
