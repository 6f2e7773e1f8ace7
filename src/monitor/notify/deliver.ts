/** Delivers what waits in the outbox of a monitor: to each channel in order, to
 * all channels side by side, and in bounded time. */
import type { Notice } from '../../model/monitor.ts'
import type { Clock } from '../../transport/clock.ts'
import { createSecrets } from '../../secrets/redact.ts'
import type { Channel, Policy } from '../policy.ts'
import type { Outbox, Waiting } from '../store/outbox.ts'
import type { MonitorRecord } from '../store/record.ts'
import type { Store } from '../store/store.ts'
import { deliverOne, hasTime, usualPace } from './attempts.ts'
import type { Outcome, Pace } from './attempts.ts'
import { failingNotices } from './failing.ts'
import { openKeeper } from './keeper.ts'
import type { Keeper } from './keeper.ts'
import type { RunFacts } from './payload.ts'
import { payloadOf } from './payload.ts'
import { lateTogether, nextOf, pointless, queueOf, tooOld } from './queue.ts'
import { secretsOf } from './secrets.ts'
import type { Fetch } from './send.ts'
import { sendTo } from './send-to.ts'

export type Delivery = {
  readonly store: Store
  readonly policy: Pick<Policy, 'channels' | 'heartbeat'>
  readonly target: string
  readonly driver: string
  /** The run that delivers; none where only what waits is delivered. */
  readonly run?: RunFacts
  /** What no channel may be sent, beside the secrets of the policy. */
  readonly secrets: readonly string[]
  readonly fetch: Fetch
  readonly clock: Clock
  readonly pace?: Pace
}

export type Delivered = {
  /** So many were taken, each channel counted. */
  readonly taken: number
  readonly record: MonitorRecord
  /** What the store had to repair on the way, one line each. */
  readonly damage: readonly string[]
}

export async function deliver(delivery: Delivery): Promise<Delivered> {
  const { store, policy, secrets, clock, pace = usualPace } = delivery
  const keeper = await openKeeper(store)
  const startMs = clock.now()
  await keeper.commit(tooOld(keeper.record(), startMs))
  const { redact } = createSecrets([...secrets, ...secretsOf(policy)])
  const deadlineMs = startMs + pace.totalMs
  const around = { ...delivery, pace, keeper, redact, startMs, deadlineMs }
  const toAll = async (channels: readonly Channel[]): Promise<number> => {
    const all = channels.map((channel) => toChannel(channel, around))
    const taken = await Promise.all(all)
    return taken.reduce((sum, count) => sum + count, 0)
  }
  const first = await toAll(policy.channels)
  const failing = failingNotices(keeper.record(), {
    ...delivery,
    nowMs: clock.now(),
  })
  await keeper.commit(failing)
  const record = keeper.record()
  const others = policy.channels.filter(({ name }) => !isFailing(record, name))
  const then = failing.length > 0 ? await toAll(others) : 0
  const { damage } = keeper
  return { taken: first + then, record: keeper.record(), damage }
}

type Around = Delivery & {
  readonly pace: Pace
  readonly keeper: Keeper
  readonly redact: (text: string) => string
  /** Milliseconds since the epoch. */
  readonly startMs: number
  readonly deadlineMs: number
}

/** @returns how many it took. */
async function toChannel(channel: Channel, around: Around): Promise<number> {
  const { keeper, clock } = around
  const { name } = channel
  await keeper.commit(
    pointless(keeper.record(), { channel, at: instant(clock) }),
  )
  const late = lateTogether(queueOf(keeper.record(), name))
  const stuck = new Set<string>()
  let taken = 0
  while (hasTime(around)) {
    const waiting = nextOf(keeper.record(), { channel: name, stuck })
    if (!waiting) break
    const { notice } = waiting
    const isLate = late.has(notice.id) || isOfEarlierRun(notice, around)
    const outcome = await tryOne(channel, { waiting, isLate, around })
    await keeper.commit([eventOf(outcome, { waiting, name, clock })])
    if (outcome.isTaken) {
      taken += 1
      continue
    }
    if (outcome.error.why.ofChannel) break
    stuck.add(notice.key)
  }
  return taken
}

async function tryOne(
  channel: Channel,
  {
    waiting: { notice, attempted },
    isLate,
    around,
  }: {
    readonly waiting: Waiting
    readonly isLate: boolean
    readonly around: Around
  },
): Promise<Outcome> {
  const { keeper, clock } = around
  const { name, kind } = channel
  // Only PagerDuty is spared what is over: there it matters.
  if (kind === 'pagerduty' && !attempted?.includes(name))
    await keeper.commit([
      {
        type: 'attempted',
        notice: notice.id,
        channel: name,
        at: instant(clock),
      },
    ])
  const payload = payloadOf(notice, { ...around, isLate })
  return deliverOne(
    (send) => sendTo(channel, { payload, send, now: clock.now }),
    { ...around, isFailing: isFailing(keeper.record(), name) },
  )
}

function eventOf(
  outcome: Outcome,
  {
    waiting: { notice, attempted },
    name: channel,
    clock,
  }: {
    readonly waiting: Waiting
    readonly name: string
    readonly clock: Clock
  },
) {
  const at = instant(clock)
  if (outcome.isTaken)
    return { type: 'delivered' as const, notice: notice.id, channel, at }
  const { error, mayHaveArrived } = outcome
  const isDoubtful = mayHaveArrived || attempted?.includes(channel) === true
  return {
    type: 'refused' as const,
    channel,
    at,
    message: error.message,
    ...(!isDoubtful && { notArrived: notice.id }),
  }
}

function isOfEarlierRun(notice: Notice, { run, startMs }: Around): boolean {
  return notice.runId !== run?.id && Date.parse(notice.timestamp) < startMs
}

function isFailing({ failing }: Outbox, channel: string): boolean {
  return Object.hasOwn(failing, channel)
}

function instant({ now }: Clock): string {
  return new Date(now()).toISOString()
}
