/** The status of a monitor: what is open, and how fresh that is. Pure. */
import type { FindingClass } from '../model/catalog.ts'
import type { CauseState, Phase } from '../model/monitor.ts'
import { rules } from './rules.ts'
import type { MonitorRecord } from './store/record.ts'

export type OpenCause = {
  readonly key: string
  readonly class: FindingClass
  readonly phase: Phase
  readonly title: string
  readonly owner: string
  /** ISO instants. */
  readonly since: string
  readonly lastSeen: string
  readonly lastLooked: string
  readonly runs: CauseState['runs']
  readonly isPaging: boolean
  /** The last day on which it is accepted. */
  readonly expires?: string
}

export type MonitorStatus = {
  readonly schemaVersion: 1
  readonly target: string
  /** 0 fresh and nothing open that pages, 1 something open, 3 stale. */
  readonly exitCode: 0 | 1 | 3
  /** One sentence: what decided. */
  readonly why: string
  /** ISO instants; absent before the first. */
  readonly lastStart?: string
  readonly lastJudged?: string
  /** The last start has no end: it runs, or its process is gone. */
  readonly isRunning: boolean
  /** What pages first, else the oldest first. */
  readonly open: readonly OpenCause[]
  readonly accepted: readonly OpenCause[]
  readonly undelivered: readonly {
    readonly channel: string
    readonly notices: number
    readonly message: string
  }[]
}

export function statusOf(
  record: MonitorRecord | undefined,
  {
    target,
    nowMs,
    maxAgeMs,
  }: {
    readonly target: string
    readonly nowMs: number
    readonly maxAgeMs: number
  },
): MonitorStatus {
  const causes = Object.values(record?.state.causes ?? {})
  const having = (...phases: readonly Phase[]) =>
    causes
      .filter(({ phase }) => phases.includes(phase))
      .map(shown)
      .toSorted(
        (one, other) =>
          Number(other.isPaging) - Number(one.isPaging) ||
          one.since.localeCompare(other.since),
      )
  const open = having('open', 'flapping')
  const lastJudged = record?.state.lastJudged
  const ageMs =
    lastJudged === undefined ? undefined : nowMs - Date.parse(lastJudged)
  const { lastStart } = record ?? {}
  return {
    schemaVersion: 1,
    target,
    ...decide({ ageMs, maxAgeMs, paging: open.filter((it) => it.isPaging) }),
    ...(lastStart && { lastStart: lastStart.at }),
    ...(lastJudged !== undefined && { lastJudged }),
    isRunning: lastStart?.hasEnded === false,
    open,
    accepted: having('accepted'),
    undelivered: undeliveredIn(record),
  }
}

function decide({
  ageMs,
  maxAgeMs,
  paging,
}: {
  readonly ageMs: number | undefined
  readonly maxAgeMs: number
  readonly paging: readonly OpenCause[]
}): Pick<MonitorStatus, 'exitCode' | 'why'> {
  if (ageMs === undefined)
    return { exitCode: 3, why: 'No run has judged this target yet.' }
  if (ageMs > maxAgeMs)
    return {
      exitCode: 3,
      why: `The last judged run is ${hours(ageMs)} old; expected at most ${hours(maxAgeMs)}.`,
    }
  if (paging.length === 0)
    return { exitCode: 0, why: 'Nothing is open that pages.' }
  const what =
    paging.length === 1 ? 'One cause is' : `${paging.length} causes are`
  return { exitCode: 1, why: `${what} open.` }
}

function shown(cause: CauseState): OpenCause {
  const { key, phase, title, owner, firstSeen, openedAt, accepted } = cause
  const { lastSeen, lastLooked, runs, class: name } = cause
  const isOpen = phase === 'open' || phase === 'flapping'
  return {
    key,
    class: name,
    phase,
    title,
    owner,
    since: openedAt ?? firstSeen,
    lastSeen,
    lastLooked,
    runs,
    isPaging: isOpen && rules[name].urgency === 'page',
    ...(accepted && { expires: accepted.expires }),
  }
}

function undeliveredIn(
  record: MonitorRecord | undefined,
): MonitorStatus['undelivered'] {
  const counts = new Map<string, number>()
  for (const { channels } of record?.outbox ?? [])
    for (const name of channels) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([channel, notices]) => ({
    channel,
    notices,
    message: record?.failing[channel]?.message ?? '',
  }))
}

function hours(ms: number): string {
  return `${Number((ms / 3_600_000).toFixed(1))} h`
}
