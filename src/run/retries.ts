/** The retries of a run. */
import type { Clock } from '../transport/clock.ts'
import type { Policy } from '../transport/policy/policy.ts'
import { isRead } from '../transport/policy/read-only.ts'
import { retryAfter } from '../transport/policy/retry-after.ts'
import { retryLost } from '../transport/policy/retry.ts'
import type { Limits } from '../transport/transport.ts'

/** Outside of the limits: they count and delay a retry like any request. */
export function retriesOf({
  limits,
  clock,
  reads,
}: {
  readonly limits: Limits
  readonly clock: Clock
  readonly reads: ReadonlySet<string>
}): readonly Policy[] {
  const { pauseMs, maxWaitMs } = limits
  return [
    retryLost({
      ...clock,
      pauseMs,
      isRead: (request) => isRead(request, reads),
    }),
    retryAfter({ ...clock, maxWaitMs }),
  ]
}
