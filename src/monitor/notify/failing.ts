/** A channel that has taken nothing for an hour: the others are sent so, once for
 * each time that it fails. Pure. */
import { ownNotice } from '../notice.ts'
import type { Policy } from '../policy.ts'
import type { OutboxEvent } from '../store/outbox.ts'
import type { MonitorRecord } from '../store/record.ts'
import { plural } from '../../model/plural.ts'
import { channelsFor } from './channels.ts'
import { queueOf } from './queue.ts'

const hourMs = 3_600_000

export function failingNotices(
  record: MonitorRecord,
  {
    policy,
    target,
    run,
    nowMs,
  }: {
    readonly policy: Pick<Policy, 'channels'>
    readonly target: string
    readonly run?: { readonly id: string }
    readonly nowMs: number
  },
): readonly OutboxEvent[] {
  const timestamp = new Date(nowMs).toISOString()
  const runId = run?.id ?? record.lastStart?.runId ?? 'none'
  return policy.channels.flatMap(({ name }) => {
    const failing = record.failing[name]
    if (!failing || failing.isNoticed) return []
    const { since, message } = failing
    if (nowMs - Date.parse(since) < hourMs) return []
    const count = queueOf(record, name).length
    // What waits was refused just now; where nothing waits, it was not tried.
    if (count === 0) return []
    const why = `the channel "${name}" has taken nothing since ${since} (${message}); ${plural(count, 'notice')} for it ${count === 1 ? 'waits' : 'wait'}`
    const about = { target, runId, timestamp, why }
    const notice = {
      ...ownNotice(
        { ...about, kind: 'undelivered', urgency: 'page' },
        JSON.stringify([name, since]),
      ),
      // A page of PagerDuty for each channel.
      key: `channel · ${name}`,
    }
    const channels = channelsFor(notice, policy).filter((it) => it !== name)
    return [{ type: 'noticed' as const, notice, channels, failing: name }]
  })
}
