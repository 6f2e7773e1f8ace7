/** The record of a monitor: what is folded from the events of its journal. Pure. */
import type { JudgedRun, MonitorState, Notice } from '../../model/monitor.ts'
import { advance, emptyState } from '../advance.ts'
import type { Flapping } from '../step.ts'

/** Channels by the id of a notice. */
export type Addressed = Readonly<Record<string, readonly string[]>>

/** One line of the journal. Instants are ISO. */
export type Event =
  | { readonly type: 'started'; readonly runId: string; readonly at: string }
  | {
      readonly type: 'judged'
      readonly run: JudgedRun
      readonly target: string
      readonly flapping: Flapping
      readonly channels: Addressed
    }
  /** The run ended without a verdict. */
  | { readonly type: 'ended'; readonly runId: string; readonly at: string }
  /** About the monitor itself. */
  | {
      readonly type: 'noticed'
      readonly notice: Notice
      readonly channels: readonly string[]
    }
  | {
      readonly type: 'delivered'
      readonly notice: string
      readonly channel: string
      readonly at: string
    }
  /** The channel did not take a notice. */
  | {
      readonly type: 'refused'
      readonly channel: string
      readonly at: string
      readonly message: string
    }
  /** The store was lost: the next run opens quietly. */
  | { readonly type: 'lost'; readonly at: string }

/** A notice, and the channels that have not taken it yet. */
export type Waiting = {
  readonly notice: Notice
  readonly channels: readonly string[]
}

/** Since when a channel has taken nothing. */
export type Failing = {
  readonly since: string
  readonly message: string
}

export type MonitorRecord = {
  readonly state: MonitorState
  /** Oldest first. */
  readonly outbox: readonly Waiting[]
  /** By channel. */
  readonly failing: Readonly<Record<string, Failing>>
  /** The last run that started, and whether it has ended. */
  readonly lastStart?: {
    readonly runId: string
    readonly at: string
    readonly hasEnded: boolean
  }
}

export const emptyRecord: MonitorRecord = {
  state: emptyState(),
  outbox: [],
  failing: {},
}

export function fold(record: MonitorRecord, event: Event): MonitorRecord {
  switch (event.type) {
    case 'started': {
      const { runId, at } = event
      return { ...record, lastStart: { runId, at, hasEnded: false } }
    }
    case 'judged': {
      const { run, target, flapping, channels } = event
      const { state, notices } = advance(record.state, {
        run,
        target,
        flapping,
      })
      const added = notices.map((notice) => ({
        notice,
        channels: channels[notice.id] ?? [],
      }))
      return { ...enqueue(ended(record, run.runId), added), state }
    }
    case 'ended':
      return ended(record, event.runId)
    case 'noticed':
      return enqueue(record, [event])
    case 'delivered': {
      const { [event.channel]: _, ...failing } = record.failing
      const outbox = record.outbox
        .map((it) => (it.notice.id === event.notice ? without(it, event) : it))
        .filter(({ channels }) => channels.length > 0)
      return { ...record, outbox, failing }
    }
    case 'refused': {
      const { channel, at, message } = event
      const { since } = record.failing[channel] ?? { since: at }
      const failing = { ...record.failing, [channel]: { since, message } }
      return { ...record, failing }
    }
    case 'lost':
      return { ...record, state: { ...record.state, isBaseline: true } }
  }
}

/** A notice that is there already is not added again. */
function enqueue(
  record: MonitorRecord,
  added: readonly Waiting[],
): MonitorRecord {
  const known = new Set(record.outbox.map(({ notice }) => notice.id))
  const fresh = added
    .filter(
      ({ notice, channels }) => channels.length > 0 && !known.has(notice.id),
    )
    .map(({ notice, channels }) => ({ notice, channels }))
  return { ...record, outbox: [...record.outbox, ...fresh] }
}

function without(
  { notice, channels }: Waiting,
  { channel }: { readonly channel: string },
): Waiting {
  return { notice, channels: channels.filter((name) => name !== channel) }
}

function ended(record: MonitorRecord, runId: string): MonitorRecord {
  const { lastStart } = record
  if (lastStart?.runId !== runId) return record
  return { ...record, lastStart: { ...lastStart, hasEnded: true } }
}
