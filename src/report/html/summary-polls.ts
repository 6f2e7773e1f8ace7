/** On the summary page: how long changes took to have an effect. */
import type { Html } from './html.ts'
import { html, nothing } from './html.ts'
import { renderDuration } from '../terminal/duration.ts'
import type { MeasuredPoll, Verdict } from '../../model/verdict.ts'

export function renderPolls({ polls }: Verdict): Html {
  if (polls.length === 0) return nothing
  return html`<h2>
      Time until it took effect
      <small
        >from the response of one step until another step's response was as
        required</small
      >
    </h2>
    <table class="polls">
      <thead>
        <tr>
          <th>Step</th>
          <th>After</th>
          <th class="number">Took</th>
          <th class="number">Allowed</th>
          <th class="number">Attempts</th>
          <th>Case</th>
        </tr>
      </thead>
      <tbody>
        ${polls.map(renderRow)}
      </tbody>
    </table>`
}

function renderRow(one: MeasuredPoll): Html {
  const took = renderDuration(one.tookMs)
  return html`<tr>
    <td>${one.step}</td>
    <td>${one.after}</td>
    <td class="number">
      ${one.isInTime ? took : html`<b>not within ${took}</b>`}
    </td>
    <td class="number">${renderDuration(one.budgetMs)}</td>
    <td class="number">${one.attempts}</td>
    <td>${one.case}</td>
  </tr>`
}
