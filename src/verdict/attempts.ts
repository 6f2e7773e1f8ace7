/** Chooses the attempt that counts, if a case has several. */
import type { OutcomeRecord } from '../model/outcome.ts'

/** A failed attempt counts, even if a later one passed: a contract finding is
 * never retried away. Otherwise the last attempt counts. */
export function attemptThatCounts<Attempt extends OutcomeRecord>(
  attempts: readonly [Attempt, ...Attempt[]],
): Attempt {
  return (
    attempts.find(({ status }) => status === 'failed') ??
    attempts.at(-1) ??
    attempts[0]
  )
}
