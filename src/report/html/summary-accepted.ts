/** On the summary page: what is only assumed, and the known issues. */
import type { Html } from './html.ts'
import { html, nothing } from './html.ts'
import { assumedNote, assumptionsOf } from '../terminal/basis-lines.ts'
import { expiredLine, staleLine, termsOf } from '../terminal/accepted-lines.ts'
import { whereOf } from '../terminal/where.ts'
import { plural } from '../../model/plural.ts'
import type { Verdict } from '../../model/verdict.ts'

export function renderAccepted({ findings, knownIssues }: Verdict): Html {
  const accepted = findings.filter((finding) => finding.accepted)
  const { expired = [], stale = [] } = knownIssues ?? {}
  const lines = [...expired.map(expiredLine), ...stale.map(staleLine)]
  return html`${renderAssumed(findings)}
  ${
    accepted.length === 0
      ? nothing
      : html`<h2>
            Accepted <small>${plural(accepted.length, 'finding')}</small>
          </h2>
          <ul>
            ${accepted.map(
              (finding) =>
                html`<li>
                  <b>${finding.title}</b> <code>${whereOf(finding)}</code>
                  <span class="missing">${termsOf(finding.accepted)}</span>
                </li>`,
            )}
          </ul>`
  }
  ${
    lines.length === 0
      ? nothing
      : html`<h2>Known issues without effect</h2>
          <ul>
            ${lines.map((line) => html`<li>${line}</li>`)}
          </ul>`
  }`
}

function renderAssumed(findings: Verdict['findings']): Html {
  const assumed = assumptionsOf(findings)
  if (assumed.length === 0) return nothing
  return html`<h2>
      Inferred, listed only
      <small>${plural(assumed.length, 'assumption')}</small>
    </h2>
    <p class="missing">${assumedNote.replace(/^→ /, '')}</p>
    <ul>
      ${assumed.map(
        ({ name, finding, occurrences }) =>
          html`<li>
            <b>${name}</b> <code>${whereOf(finding)}</code> ×${occurrences}:
            expected ${finding.expected}; received ${finding.received}
            <span class="missing">${finding.place}</span>
          </li>`,
      )}
    </ul>`
}
