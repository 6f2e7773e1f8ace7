/** The coverage on the summary page: operation × status × property. */
import { html, nothing } from './html.ts'
import type { Html } from './html.ts'
import type { Coverage, Verdict } from '../../model/verdict.ts'

export function renderCoverage({ coverage }: Verdict): Html {
  if (coverage.length === 0) return nothing
  // Statuses that the contract does not document are rows, too.
  const documented = coverage.filter(
    ({ statusKey }) => statusKey !== 'undocumented',
  )
  const reached = documented.filter(({ times }) => times > 0).length
  return html`<h2>
      Coverage of the contract
      <small
        >${reached} of ${documented.length} documented responses seen by this
        run</small
      >
    </h2>
    <table class="coverage">
      <thead>
        <tr>
          <th>Operation</th>
          <th>Status</th>
          <th class="number">Responses</th>
          <th>Properties seen</th>
          <th>Never seen</th>
        </tr>
      </thead>
      <tbody>
        ${coverage.map(renderRow)}
      </tbody>
    </table>`
}

function renderRow({
  operation,
  statusKey,
  times,
  properties,
}: Coverage): Html {
  return html`<tr class="${times === 0 ? 'untouched' : 'touched'}">
    <td><code>${operation}</code></td>
    <td>${statusKey}</td>
    <td class="number">${times === 0 ? 'none' : times}</td>
    <td>${renderShare(properties)}</td>
    <td>${renderUnseen(times, properties)}</td>
  </tr>`
}

function renderShare({ documented, seen }: Coverage['properties']): Html {
  if (documented === 0)
    return html`<span class="missing">no body documented</span>`
  const share = Math.round((100 * seen) / documented)
  return html`<span class="bar"><i style="width: ${share}%"></i></span>${seen}
    of ${documented}`
}

function renderUnseen(
  times: number,
  { unseen, documented }: Coverage['properties'],
): Html {
  if (documented === 0) return nothing
  if (times === 0) return html`<span class="missing">not reached</span>`
  return html`${unseen.map((name, index) => [
    index > 0 ? ', ' : '',
    html`<code>${name}</code>`,
  ])}`
}
