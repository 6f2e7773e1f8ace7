/** The rows of operations on the trend page: how often each one answered, and how
 * fast. Pure. */
import type { OperationDay, Trend } from '../../monitor/trend/days.ts'
import { segmentsOf } from './window.ts'
import type { Segment, Window } from './window.ts'

/** `ok` all were answered, `part` some were not, `down` at least half were not,
 * `muted` only in a maintenance window. */
export type UptimeTone = 'ok' | 'part' | 'down' | 'muted'

export type OperationRow = {
  readonly operation: string
  /** In percent, maintenance windows left out; undefined without a request. */
  readonly uptime: number | undefined
  readonly strip: readonly (Segment<UptimeTone> & {
    /** In percent, of what is not `ok`. */
    readonly uptime?: number
  })[]
  /** By index of the window; undefined where it did not answer. */
  readonly p95: readonly (number | undefined)[]
  /** The mean of the last seven days that it answered on, in milliseconds. */
  readonly recent: { readonly p50: number; readonly p95: number }
  readonly maxMs: number
}

/** The worst first, then by name. */
export function operationRows(
  { days }: Trend,
  window: Window,
): readonly OperationRow[] {
  const names = new Set(
    window.flatMap((day) => Object.keys(days[day]?.operations ?? {})),
  )
  return [...names]
    .map((name) =>
      rowOf(name, {
        window,
        of: window.map((day) => days[day]?.operations[name]),
      }),
    )
    .toSorted(
      (one, other) =>
        (one.uptime ?? 101) - (other.uptime ?? 101) ||
        one.operation.localeCompare(other.operation),
    )
}

function rowOf(
  operation: string,
  {
    window,
    of,
  }: {
    readonly window: Window
    readonly of: readonly (OperationDay | undefined)[]
  },
): OperationRow {
  const known = of.flatMap((day) => day ?? [])
  const answering = known.filter(({ runs }) => runs > 0).slice(-7)
  const mean = (key: 'p50Ms' | 'p95Ms') =>
    answering.reduce((sum, day) => sum + day[key] / day.runs, 0) /
    Math.max(1, answering.length)
  const strip = segmentsOf(window, (_, index) => {
    const day = of[index]
    return day && toneOf(day)
  }).flatMap((segment) => {
    const { tone, from, days } = segment
    if (tone === 'ok' || tone === 'muted') return [segment]
    // How bad it was is said of each day.
    return of.slice(from, from + days).map((day, index) => ({
      tone,
      from: from + index,
      days: 1,
      uptime: uptimeOf(day ? [day] : []) ?? 0,
    }))
  })
  return {
    operation,
    uptime: uptimeOf(known),
    strip,
    p95: of.map((day) => day && meanP95(day)),
    recent: { p50: mean('p50Ms'), p95: mean('p95Ms') },
    maxMs: Math.max(0, ...known.map(({ maxMs }) => maxMs)),
  }
}

function meanP95({ p95Ms, runs }: OperationDay): number | undefined {
  return runs === 0 ? undefined : p95Ms / runs
}

function toneOf({ counted: [sent, answered] }: OperationDay): UptimeTone {
  if (sent === 0) return 'muted'
  if (answered === sent) return 'ok'
  return answered * 2 > sent ? 'part' : 'down'
}

/** Rounded down: 100 % is all of them. */
function uptimeOf(days: readonly OperationDay[]): number | undefined {
  const sent = days.reduce((sum, { counted }) => sum + counted[0], 0)
  const answered = days.reduce((sum, { counted }) => sum + counted[1], 0)
  return sent === 0 ? undefined : Math.floor((answered * 10_000) / sent) / 100
}
