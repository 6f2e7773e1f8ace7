/** Several attempts at one case, settled into the one that counts. */
import type { OutcomeRecord } from '../model/outcome.ts'

/**
 * A failed attempt counts over any later one: what was judged and found wrong
 * is not retried away. Otherwise the last attempt counts.
 */
export function settleAttempts<Attempt extends OutcomeRecord>(
  attempts: readonly [Attempt, ...Attempt[]],
): Attempt {
  return (
    attempts.find(({ status }) => status === 'failed') ??
    attempts.at(-1) ??
    attempts[0]
  )
}
