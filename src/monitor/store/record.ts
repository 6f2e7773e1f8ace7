/** The record of a monitor: what is folded from the events of its journal. Pure. */
import type { Measured } from '../../model/measured.ts'
import type { JudgedRun, MonitorState } from '../../model/monitor.ts'
import { advance, emptyState } from '../advance.ts'
import type { Flapping } from '../step.ts'
import { enqueue, foldOutbox } from './outbox.ts'
import type { Outbox, OutboxEvent } from './outbox.ts'

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
      /** Changes no cause; absent in lines of older versions. */
      readonly metrics?: Measured
    }
  /** The run ended without a verdict. */
  | { readonly type: 'ended'; readonly runId: string; readonly at: string }
  | OutboxEvent
  /** The store was lost: the next run opens quietly. */
  | { readonly type: 'lost'; readonly at: string }

export type MonitorRecord = Outbox & {
  readonly state: MonitorState
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
      const next = ended(record, run.runId)
      return { ...next, ...enqueue(next, added), state }
    }
    case 'ended':
      return ended(record, event.runId)
    case 'lost':
      return { ...record, state: { ...record.state, isBaseline: true } }
    default:
      return { ...record, ...foldOutbox(record, event) }
  }
}

function ended(record: MonitorRecord, runId: string): MonitorRecord {
  const { lastStart } = record
  if (lastStart?.runId !== runId) return record
  return { ...record, lastStart: { ...lastStart, hasEnded: true } }
}
