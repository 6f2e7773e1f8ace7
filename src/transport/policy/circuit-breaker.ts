/** Silence: where nobody has answered for a while, nobody is asked any more.
 *
 * A target that hangs would else cost each of hundreds of cases its whole time.
 * Only what means that nobody is there counts: a connection that is reset, or a
 * 500, may be the answer to one kind of request, and the others are judged. */
import type { Driver } from '../transport.ts'
import type { NoReplyReason } from '../../model/exchange.ts'
import type { Counter } from './counter.ts'
import { withhold } from './block.ts'

export type SilenceOptions = {
  /** Of all processes of the run: requests without a reply, in a row. */
  readonly unanswered: Counter
  readonly atMost: number
}

const silent: ReadonlySet<NoReplyReason> = new Set([
  'refused',
  'unresolved',
  'timeout',
  'tls',
])

export function withSilence(
  driver: Driver,
  { unanswered, atMost }: SilenceOptions,
): Driver {
  const reason = `the last ${atMost} requests brought no reply, so the target is taken to be down`
  return {
    ...driver,
    send: async (request) => {
      if (unanswered.read() >= atMost) return withhold(request, reason)
      const exchange = await driver.send(request)
      const { result } = exchange
      if (result.kind === 'reply') unanswered.clear()
      else if (silent.has(result.reason)) unanswered.add()
      return exchange
    },
  }
}
