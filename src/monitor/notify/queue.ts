/** What waits for a channel, in which order, and what of it is not sent. Pure. */
import type { Notice, NoticeKind } from '../../model/monitor.ts'
import type { ChannelKind } from '../policy.ts'
import type { Outbox, OutboxEvent, Waiting } from '../store/outbox.ts'

type Named = { readonly name: string; readonly kind: ChannelKind }

const keptMs = 14 * 86_400_000
/** Each begins an episode; `flapping` may be in the middle of one. */
const begins: ReadonlySet<NoticeKind> = new Set([
  'opened',
  'regressed',
  'expired',
])

/** Oldest first. */
export function queueOf(
  { outbox }: Outbox,
  channel: string,
): readonly Waiting[] {
  return outbox.filter(({ channels }) => channels.includes(channel))
}

/** The oldest one whose cause is not stuck: a later notice of a cause never
 * overtakes an earlier one. */
export function nextOf(
  outbox: Outbox,
  {
    channel,
    stuck,
  }: { readonly channel: string; readonly stuck: ReadonlySet<string> },
): Waiting | undefined {
  return queueOf(outbox, channel).find(({ notice }) => !stuck.has(notice.key))
}

export function tooOld(
  { outbox }: Outbox,
  nowMs: number,
): readonly OutboxEvent[] {
  const at = new Date(nowMs).toISOString()
  const reason = 'it waited for 14 days'
  return outbox
    .filter(({ notice }) => nowMs - Date.parse(notice.timestamp) > keptMs)
    .flatMap(({ notice: { id }, channels }) =>
      channels.map((channel) => ({
        type: 'dropped' as const,
        notice: id,
        channel,
        at,
        reason,
      })),
    )
}

/** Of PagerDuty: an episode that is over pages no more. Its end is sent where its
 * beginning was, or may have been: an incident that stays open for ever is
 * worse than a resolve too many, which PagerDuty ignores. */
export function pointless(
  outbox: Outbox,
  { channel, at }: { readonly channel: Named; readonly at: string },
): readonly OutboxEvent[] {
  if (channel.kind !== 'pagerduty') return []
  const { name } = channel
  return pairsOf(queueOf(outbox, name)).flatMap(({ before, end }) => {
    const isBegun = !before.some(({ notice }) => begins.has(notice.kind))
    const mayBeBegun = before.some(({ attempted }) => attempted?.includes(name))
    const left = isBegun || mayBeBegun ? before : [...before, end]
    return left.map(({ notice }) => ({
      type: 'delivered' as const,
      notice: notice.id,
      channel: name,
      at,
      reason: 'it was over before it could be sent',
    }))
  })
}

/** Ids: what begins and ends an episode, and waits together, is late. */
export function lateTogether(queue: readonly Waiting[]): ReadonlySet<string> {
  const pairs = pairsOf(queue).flatMap(({ before, end }) => [...before, end])
  return new Set(pairs.map(({ notice }) => notice.id))
}

type Pair = { readonly before: readonly Waiting[]; readonly end: Waiting }

function pairsOf(queue: readonly Waiting[]): readonly Pair[] {
  return queue
    .map((end, index) => ({
      end,
      before: queue
        .slice(0, index)
        .filter(({ notice }) => isSameEpisode(notice, end.notice)),
    }))
    .filter(({ end, before }) => {
      return end.notice.kind === 'recovered' && before.length > 0
    })
}

function isSameEpisode(a: Notice, b: Notice): boolean {
  return a.key === b.key && a.cause?.episode === b.cause?.episode
}
