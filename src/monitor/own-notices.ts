/** Notices about the monitor itself: a run that was missed, a store that had to be
 * repaired. Pure. */
import type { Notice, NoticeKind } from '../model/monitor.ts'
import { ownNotice, testKey } from './notice.ts'
import type { MonitorRecord } from './store/record.ts'

export type Start = {
  readonly runId: string
  /** ISO instant. */
  readonly at: string
  readonly target: string
  readonly missedAfterMs: number
}

/** A clock that went back gives none. */
export function missedBefore(
  { lastStart }: Pick<MonitorRecord, 'lastStart'>,
  { runId, at, target, missedAfterMs }: Start,
): Notice | undefined {
  if (!lastStart) return undefined
  const gapMs = Date.parse(at) - Date.parse(lastStart.at)
  const isLate = gapMs > missedAfterMs
  if (lastStart.hasEnded && !isLate) return undefined
  const why = lastStart.hasEnded
    ? `the last run started ${lastStart.at}, ${hours(gapMs)} before this one; expected at least one in ${hours(missedAfterMs)}`
    : `the run that started ${lastStart.at} did not end: its process is gone`
  return quiet('missed', {
    why,
    start: { runId, at, target },
    of: lastStart.runId,
  })
}

/** @param damage one line for each repair. */
export function damagedIn(
  damage: readonly string[],
  start: Omit<Start, 'missedAfterMs'>,
): Notice | undefined {
  if (damage.length === 0) return undefined
  const why = `the store was repaired: ${damage.join('; ')}. What could not be read is kept beside it`
  return quiet('damaged', { why, start, of: start.runId })
}

/** So that a person sees whether a channel works. */
export function testNotice(start: Omit<Start, 'missedAfterMs'>): Notice {
  const why = 'this is a test of the channel: nothing is wrong'
  const notice = quiet('missed', { why, start, of: start.runId })
  return { ...notice, key: testKey }
}

function quiet(
  kind: NoticeKind,
  {
    why,
    start: { target, runId, at: timestamp },
    of,
  }: {
    readonly why: string
    readonly start: Omit<Start, 'missedAfterMs'>
    readonly of: string
  },
): Notice {
  return ownNotice({ target, kind, urgency: 'low', why, runId, timestamp }, of)
}

function hours(ms: number): string {
  return `${Number((ms / 3_600_000).toFixed(1))} h`
}
