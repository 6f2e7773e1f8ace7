/** The outbox of a monitor: what waits for its channels, and which of them take
 * nothing. Pure. */
import type { Notice } from '../../model/monitor.ts'

type OfOne = {
  /** The id of a notice. */
  readonly notice: string
  readonly channel: string
  readonly at: string
}

/** Instants are ISO. */
export type OutboxEvent =
  /** About the monitor itself. */
  | {
      readonly type: 'noticed'
      readonly notice: Notice
      readonly channels: readonly string[]
      /** The channel that takes nothing. */
      readonly failing?: string
    }
  /** It may arrive from now on, whatever becomes of this process. */
  | ({ readonly type: 'attempted' } & OfOne)
  | ({
      readonly type: 'delivered'
      /** Why the channel does not get it: it counts as delivered. */
      readonly reason?: string
    } & OfOne)
  /** It waited for too long: the channel does not get it. */
  | ({ readonly type: 'dropped'; readonly reason: string } & OfOne)
  | Refused

/** The channel did not take a notice. */
type Refused = {
  readonly type: 'refused'
  readonly channel: string
  readonly at: string
  readonly message: string
  /** A notice that certainly did not arrive. */
  readonly notArrived?: string
}

/** A notice, and the channels that have not taken it yet. */
export type Waiting = {
  readonly notice: Notice
  readonly channels: readonly string[]
  /** Those that may have it all the same. */
  readonly attempted?: readonly string[]
}

/** Since when a channel has taken nothing. */
export type Failing = {
  readonly since: string
  readonly message: string
  /** The other channels were sent so. */
  readonly isNoticed?: true
}

export type Outbox = {
  /** Oldest first. */
  readonly outbox: readonly Waiting[]
  /** By channel. */
  readonly failing: Readonly<Record<string, Failing>>
}

export function foldOutbox(before: Outbox, event: OutboxEvent): Outbox {
  switch (event.type) {
    case 'noticed':
      return enqueue(noticed(before, event.failing), [event])
    case 'attempted':
      return withWaiting(before, event.notice, (it) => ({
        ...it,
        attempted: [...(it.attempted ?? []), event.channel],
      }))
    case 'delivered': {
      const { [event.channel]: _, ...others } = before.failing
      // What it does not get shows nothing of the channel.
      const failing = event.reason === undefined ? others : before.failing
      return { ...settled(before, event), failing }
    }
    case 'dropped':
      return settled(before, event)
    case 'refused':
      return refused(before, event)
  }
}

/** A notice that is there already is not added again. */
export function enqueue(
  { outbox, failing }: Outbox,
  added: readonly Waiting[],
): Outbox {
  const known = new Set(outbox.map(({ notice }) => notice.id))
  const fresh = added
    .filter(
      ({ notice, channels }) => channels.length > 0 && !known.has(notice.id),
    )
    .map(({ notice, channels }) => ({ notice, channels }))
  return { outbox: [...outbox, ...fresh], failing }
}

function settled(before: Outbox, { notice, channel }: OfOne): Outbox {
  const { outbox, failing } = withWaiting(before, notice, (it) => ({
    ...it,
    channels: it.channels.filter((name) => name !== channel),
  }))
  return {
    outbox: outbox.filter(({ channels }) => channels.length > 0),
    failing,
  }
}

function refused(
  { outbox, failing }: Outbox,
  { channel, at, message, notArrived }: Refused,
): Outbox {
  const before = failing[channel] ?? { since: at }
  const next = {
    outbox,
    failing: { ...failing, [channel]: { ...before, message } },
  }
  if (notArrived === undefined) return next
  return withWaiting(next, notArrived, ({ attempted = [], ...it }) => ({
    ...it,
    attempted: attempted.filter((name) => name !== channel),
  }))
}

function noticed(
  { outbox, failing }: Outbox,
  channel: string | undefined,
): Outbox {
  const before = channel === undefined ? undefined : failing[channel]
  if (channel === undefined || !before) return { outbox, failing }
  const now: Failing = { ...before, isNoticed: true }
  return { outbox, failing: { ...failing, [channel]: now } }
}

function withWaiting(
  { outbox, failing }: Outbox,
  id: string,
  change: (waiting: Waiting) => Waiting,
): Outbox {
  return {
    outbox: outbox.map((it) => (it.notice.id === id ? change(it) : it)),
    failing,
  }
}
