/** The days of a monitor, folded from the events of its journal. Pure; days are
 * those of UTC. */
import type { FindingClass } from '../../model/catalog.ts'
import type { VerdictStatus } from '../../model/history.ts'
import type { Measured, OperationMeasured } from '../../model/measured.ts'
import type { JudgedRun } from '../../model/monitor.ts'
import type { Event } from '../store/record.ts'

/** Of one operation; times are sums over the runs that it answered in. */
export type OperationDay = {
  readonly sent: number
  readonly answered: number
  readonly runs: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly maxMs: number
  readonly sumMs: number
  /** Sent outside of maintenance windows, and how many were answered. */
  readonly counted: readonly [sent: number, answered: number]
}

/** `x` seen, `a` seen and accepted, `.` looked for and not seen, or retired. */
export type Mark = 'x' | 'a' | '.'

export type Day = {
  readonly runs: Readonly<Record<VerdictStatus | 'unjudged', number>>
  /** Notices that a run was missed. */
  readonly missed: number
  readonly requests: number
  readonly operations: Readonly<Record<string, OperationDay>>
  /** By key: of the runs of the day, the worst. Absent: not looked for. */
  readonly causes: Readonly<Record<string, Mark>>
}

/** What a row of a cause says. */
export type CauseName = {
  readonly title: string
  readonly class: FindingClass
  readonly owner: string
}

export type LastRun = Pick<JudgedRun, 'runId' | 'startedAt' | 'status'> & {
  readonly metrics?: Measured
}

export type Trend = {
  /** By day, oldest first: `2027-03-01`. */
  readonly days: Readonly<Record<string, Day>>
  readonly causes: Readonly<Record<string, CauseName>>
  /** That was judged. */
  readonly last?: LastRun
}

export const emptyTrend: Trend = { days: {}, causes: {} }

const emptyDay: Day = {
  runs: { passed: 0, failed: 0, inconclusive: 0, unjudged: 0 },
  missed: 0,
  requests: 0,
  operations: {},
  causes: {},
}

export function addEvents(events: readonly Event[], to: Trend): Trend {
  const days: Record<string, Day> = { ...to.days }
  const causes: Record<string, CauseName> = { ...to.causes }
  let { last } = to
  const change = (at: string, of: (day: Day) => Day): void => {
    const name = at.slice(0, 10)
    days[name] = of(days[name] ?? emptyDay)
  }
  for (const event of events) {
    if (event.type === 'judged') {
      const { run, metrics } = event
      const { runId, startedAt, status } = run
      change(startedAt, (day) => withRun(day, run, metrics))
      for (const { key, cause } of run.seen)
        if (cause) causes[key] = nameOf(cause)
      last = { runId, startedAt, status, ...(metrics && { metrics }) }
    } else if (event.type === 'ended') {
      change(event.at, (day) => ({ ...day, runs: plus(day.runs, 'unjudged') }))
    } else if (event.type === 'noticed' && event.notice.kind === 'missed') {
      change(event.notice.timestamp, (day) => ({
        ...day,
        missed: day.missed + 1,
      }))
    }
  }
  return { days, causes, ...(last && { last }) }
}

function withRun(
  day: Day,
  { status, seen, absent, retired }: JudgedRun,
  metrics: Measured | undefined,
): Day {
  const causes: Record<string, Mark> = { ...day.causes }
  for (const key of [...absent, ...retired]) causes[key] ??= '.'
  for (const { key, accepted } of seen) {
    if (!accepted) causes[key] = 'x'
    else if (causes[key] !== 'x') causes[key] = 'a'
  }
  const operations: Record<string, OperationDay> = { ...day.operations }
  for (const [name, one] of Object.entries(metrics?.operations ?? {}))
    operations[name] = withOperation(operations[name], one, {
      isMuted: metrics?.isMuted === true,
    })
  return {
    ...day,
    runs: plus(day.runs, status),
    requests: day.requests + (metrics?.requests ?? 0),
    operations,
    causes,
  }
}

const emptyOperation: OperationDay = {
  sent: 0,
  answered: 0,
  runs: 0,
  p50Ms: 0,
  p95Ms: 0,
  maxMs: 0,
  sumMs: 0,
  counted: [0, 0],
}

function withOperation(
  before: OperationDay = emptyOperation,
  [sent, answered, p50Ms, p95Ms, maxMs, sumMs]: OperationMeasured,
  { isMuted }: { readonly isMuted: boolean },
): OperationDay {
  const [countedSent, countedAnswered] = before.counted
  return {
    sent: before.sent + sent,
    answered: before.answered + answered,
    runs: before.runs + (answered > 0 ? 1 : 0),
    p50Ms: before.p50Ms + p50Ms,
    p95Ms: before.p95Ms + p95Ms,
    maxMs: Math.max(before.maxMs, maxMs),
    sumMs: before.sumMs + sumMs,
    counted: isMuted
      ? before.counted
      : [countedSent + sent, countedAnswered + answered],
  }
}

function plus(runs: Day['runs'], name: keyof Day['runs']): Day['runs'] {
  return { ...runs, [name]: runs[name] + 1 }
}

function nameOf({ title, class: name, owner }: CauseName): CauseName {
  return { title, class: name, owner }
}
