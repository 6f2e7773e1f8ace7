/** On the trend page: a bar for each cause. */
import type { Trend } from '../../monitor/trend/days.ts'
import { plural } from '../../model/plural.ts'
import { causeRows } from '../trend/causes.ts'
import type { CauseRow, CauseTone } from '../trend/causes.ts'
import type { Window } from '../trend/window.ts'
import { html, nothing } from './html.ts'
import type { Html } from './html.ts'
import { renderAxis, renderStrip, renderSwatch } from './trend-strip.ts'

const most = 60

/** @param open keys of causes that are open now. */
export function renderCauses(
  trend: Trend,
  { window, open }: { readonly window: Window; readonly open: Set<string> },
): Html {
  const rows = causeRows(trend, window).toSorted(
    (one, other) => Number(open.has(other.key)) - Number(open.has(one.key)),
  )
  if (rows.length === 0)
    return html`<h2>Causes</h2>
      <p class="none">No run has seen one.</p>`
  const more = rows.length - most
  return html`<h2>Causes <small>open first, then the last seen</small></h2>
    ${rows
      .slice(0, most)
      .map((row) => renderCause(row, { window, isOpen: open.has(row.key) }))}
    ${renderAxis(window)}
    ${more > 0 ? html`<p class="none">… and ${more} that were last seen earlier</p>` : nothing}
    <ul class="legend">
      ${renderSwatch('seen', 'seen')} ${renderSwatch('accepted', 'accepted')}
      ${renderSwatch('unknown', 'not looked for')}
      ${renderSwatch('gap', 'not there, or no run')}
    </ul>`
}

const notes: Readonly<Record<CauseTone, string>> = {
  seen: 'seen',
  accepted: 'seen, accepted',
  unknown: 'not looked for',
}

function renderCause(
  row: CauseRow,
  { window, isOpen }: { readonly window: Window; readonly isOpen: boolean },
): Html {
  const { title, key, class: name, owner, bars, days, lastSeen } = row
  return html`<div class="row">
    <div>
      <h3>${title}</h3>
      <p>${[name, key, owner].filter((it) => it !== '').join(' · ')}</p>
    </div>
    ${renderStrip(
      bars.map((it) => ({ ...it, note: notes[it.tone] })),
      { window, label: `${title}: seen on ${plural(days, 'day')}` },
    )}
    <div class="numbers">
      <span
        >${isOpen ? html`<b class="fails">open</b>, ` : nothing}seen on
        ${plural(days, 'day')}</span
      >
      <span>last ${lastSeen}</span>
    </div>
  </div>`
}
