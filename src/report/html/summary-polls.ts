/** On the summary page: how long things took to have an effect. */
import type { Html } from './html.ts'
import { html, nothing } from './html.ts'
import { renderDuration } from '../terminal/duration.ts'
import type { MeasuredSettling, Verdict } from '../../model/verdict.ts'

export function renderSettlings({ settlings }: Verdict): Html {
  if (settlings.length === 0) return nothing
  return html`<h2>
      Time until it took effect
      <small>from the reply of one step until another was as required</small>
    </h2>
    <table>
      <thead>
        <tr>
          <th>What</th>
          <th>After</th>
          <th class="number">Took</th>
          <th class="number">Allowed</th>
          <th class="number">Sendings</th>
          <th>Case</th>
        </tr>
      </thead>
      <tbody>
        ${settlings.map(renderRow)}
      </tbody>
    </table>`
}

function renderRow(one: MeasuredSettling): Html {
  const took = renderDuration(one.tookMs)
  return html`<tr>
    <td>${one.step}</td>
    <td>${one.after}</td>
    <td class="number">
      ${one.isSettled ? took : html`<b>not within ${took}</b>`}
    </td>
    <td class="number">${renderDuration(one.budgetMs)}</td>
    <td class="number">${one.sendings}</td>
    <td>${one.case}</td>
  </tr>`
}
