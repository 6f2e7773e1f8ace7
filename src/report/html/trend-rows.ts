/** On the trend page: runs and operations by day. */
import type { Day, Trend } from '../../monitor/trend/days.ts'
import { plural } from '../../model/plural.ts'
import { renderDuration } from '../terminal/duration.ts'
import { operationRows } from '../trend/operations.ts'
import type { OperationRow, UptimeTone } from '../trend/operations.ts'
import { segmentsOf } from '../trend/window.ts'
import type { Window } from '../trend/window.ts'
import { html, nothing } from './html.ts'
import type { Html } from './html.ts'
import {
  renderAxis,
  renderLine,
  renderStrip,
  renderSwatch,
} from './trend-strip.ts'

/** The worst end of a day's runs. */
const ends = ['failed', 'inconclusive', 'passed', 'unjudged'] as const

export function renderRuns({ days }: Trend, window: Window): Html {
  const all = window.flatMap((day) => days[day] ?? [])
  const total = (name: keyof Day['runs']) =>
    all.reduce((count, { runs }) => count + runs[name], 0)
  const missed = all.reduce((count, day) => count + day.missed, 0)
  const segments = segmentsOf(window, (day) => {
    const { runs } = days[day] ?? {}
    return runs && ends.find((name) => runs[name] > 0)
  })
  const marks = segmentsOf(window, (day) =>
    (days[day]?.missed ?? 0) > 0 ? 'missed' : undefined,
  )
  const counts = ends
    .filter((name) => total(name) > 0)
    .map((name) => `${total(name)} ${words[name]}`)
  return html`<h2>Runs <small>the worst end of each day</small></h2>
    <div class="row">
      <h3>${plural(sum(ends.map(total)), 'run')}</h3>
      <div>
        ${renderStrip(
          segments.map((it) => ({
            ...it,
            isLow: it.tone === 'passed',
            note: words[it.tone],
          })),
          { window, label: `runs by day: ${counts.join(', ')}` },
        )}
        ${
          marks.length === 0
            ? nothing
            : renderStrip(
                marks.map((it) => ({
                  ...it,
                  isLow: true,
                  note: 'missed runs',
                })),
                { window, label: `${missed} times a run was missed` },
              )
        }
      </div>
      <div class="numbers">
        ${counts.join(', ')}${missed > 0 ? html`, <b>${missed} missed</b>` : nothing}
      </div>
    </div>
    ${renderAxis(window)}
    <ul class="legend">
      ${ends
        .filter((name) => total(name) > 0)
        .map((name) => renderSwatch(name, words[name]))}
      ${renderSwatch('gap', 'no run')}
      ${missed > 0 ? renderSwatch('missed', 'a run was missed') : nothing}
    </ul>`
}

const words = {
  passed: 'passed',
  failed: 'failed',
  inconclusive: 'inconclusive',
  unjudged: 'without a verdict',
} as const

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}

export function renderOperations(trend: Trend, window: Window): Html {
  const rows = operationRows(trend, window)
  if (rows.length === 0)
    return html`<h2>Operations</h2>
      <p class="none">No run has measured one yet.</p>`
  return html`<h2>
      Operations
      <small
        >uptime, and p95 of the response time; the worst uptime first</small
      >
    </h2>
    ${rows.map((row) => renderOperation(row, window))} ${renderAxis(window)}
    <ul class="legend">
      ${renderSwatch('ok', 'each request was answered')}
      ${renderSwatch('part', 'some were not (no response, or 5xx)')}
      ${renderSwatch('down', 'half of them or more were not')}
      ${renderSwatch('muted', 'maintenance window')}
      ${renderSwatch('gap', 'not called')}
      <li>${renderLine([5, 9, 4, 7], '')} p95: the mean of the day's runs</li>
    </ul>`
}

function renderOperation(row: OperationRow, window: Window): Html {
  const { operation, uptime, strip, recent, maxMs, p95 } = row
  const shown = uptime === undefined ? 'no request' : `${uptime} %`
  return html`<div class="row">
    <h3>${operation}</h3>
    <div>
      ${renderStrip(
        strip.map((it) => ({
          ...it,
          isLow: it.tone === 'ok',
          note: noteOf(it),
        })),
        { window, label: `${operation}: uptime ${shown}` },
      )}
      ${renderLine(p95, `${operation}: p95 by day, at most ${renderDuration(Math.max(0, ...p95.flatMap((it) => it ?? [])))}`)}
    </div>
    <div class="numbers">
      <span>up <b>${shown}</b></span>
      <span
        >p50 <b>${renderDuration(recent.p50)}</b>, p95
        <b>${renderDuration(recent.p95)}</b></span
      >
      <span>slowest ${renderDuration(maxMs)}</span>
    </div>
  </div>`
}

function noteOf({
  tone,
  uptime,
}: {
  readonly tone: UptimeTone
  readonly uptime?: number
}): string {
  if (tone === 'muted') return 'maintenance window'
  return tone === 'ok' ? 'each request was answered' : `${uptime} % answered`
}
