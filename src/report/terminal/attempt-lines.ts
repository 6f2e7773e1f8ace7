/** The attempts of a client: it sent one request several times. */
import type { StepOutcome } from '../../model/outcome.ts'
import { visible } from '../../secrets/visible.ts'

/** `attempt 1 of 3: the response was 503; the client sent the request again` */
export function attemptLines({
  attempt,
  status,
  reason,
}: StepOutcome): readonly string[] {
  if (!attempt) return []
  const result = status === 'not-judged' ? reason : status
  return [
    `attempt ${attempt.number} of ${attempt.of}: ${visible(result ?? status)}`,
  ]
}

/** `the client sent POST /devices/list 3 times`: one line for all attempts. */
export function attemptTotals({
  operation,
  attempt,
}: StepOutcome): readonly string[] {
  if (attempt?.number !== 1) return []
  return [`the client sent ${operation} ${attempt.of} times`]
}
