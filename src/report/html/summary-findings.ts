/** The findings on the summary page, heaviest first. */
import type { Html } from './html.ts'
import { html, nothing } from './html.ts'
import { basisText } from '../terminal/basis-lines.ts'
import { everywhere } from '../terminal/where.ts'
import { plural } from '../../model/plural.ts'
import type { Verdict, VerdictFinding } from '../../model/verdict.ts'
import { classesByWeight, isDiscounted } from '../../model/weight.ts'

const shownCases = 2

export function renderFindings(verdict: Verdict): Html {
  const findings = counted(verdict)
  if (findings.length === 0 && verdict.findings.length === 0)
    return html`<h2>No findings</h2>`
  if (findings.length === 0) return nothing
  const isCompared = verdict.comparedWith !== null
  return html`<h2>Findings <small>${compared(verdict)}</small></h2>
    <table class="findings">
      <thead>
        <tr>
          <th>What and where</th>
          <th>Expected</th>
          <th>Received</th>
          <th>Evidence</th>
        </tr>
      </thead>
      ${classesByWeight.map((name) => {
        const own = findings.filter((finding) => finding.class === name)
        const [first] = own
        if (!first) return nothing
        const listed = first.effect === 'listed' ? ', listed only' : ''
        return html`<tbody class="is-${first.effect}">
          <tr>
            <th colspan="4" class="class ${first.effect}">
              ${name}${listed} (${own.length})
            </th>
          </tr>
          ${own.map((finding) => renderRow(finding, isCompared))}
        </tbody>`
      })}
    </table>`
}

/** Those that are accepted or only assumed have sections of their own. */
function counted({ findings }: Verdict): readonly VerdictFinding[] {
  return findings.filter((finding) => !isDiscounted(finding))
}

function compared(verdict: Verdict): string {
  const { gone, comparedWith } = verdict
  const findings = counted(verdict)
  if (comparedWith === null)
    return 'no earlier run of this target to compare with'
  const count = (wanted: VerdictFinding['since']) =>
    findings.filter(({ since }) => since === wanted).length
  const parts = [
    `${count('new')} new`,
    ...(count('regressed') > 0 ? [`${count('regressed')} regressed`] : []),
    `${count('known')} known`,
    `${gone.length} gone`,
  ]
  return `${parts.join(', ')} since the run of ${comparedWith}`
}

function renderRow(finding: VerdictFinding, isCompared: boolean): Html {
  const { occurrences, title } = finding
  const basis = basisText(finding)
  return html`<tr>
    <td>
      <b>${title}</b>${occurrences > 1 ? html` ×${occurrences}` : nothing}
      ${isCompared ? age(finding) : nothing}
      <div>
        <code>${finding.operation || everywhere}</code> ·
        <code>${finding.at}</code>
      </div>
      <div class="missing">${finding.hint}</div>
      ${basis === undefined ? nothing : html`<div class="code">basis: ${basis}</div>`}
    </td>
    <td data-name="Expected">${finding.expected}</td>
    <td class="received" data-name="Received">${finding.received}</td>
    <td class="evidence">${evidence(finding)}</td>
  </tr>`
}

function age({ since, firstSeen }: VerdictFinding): Html {
  const words =
    since === 'known' ? `known since ${firstSeen.slice(0, 10)}` : since
  return html`<span class="badge ${since}">${words}</span>`
}

function evidence(finding: VerdictFinding): Html {
  const { cases, contractLine, requestId, drivers } = finding
  const more = cases.length - shownCases
  return html`<div>
      ${whatIsAt(finding.place)} <code>${finding.place}</code>
    </div>
    ${
      contractLine === undefined
        ? nothing
        : html`<div>contract <code>${contractLine}</code></div>`
    }
    ${
      requestId === undefined
        ? nothing
        : html`<div>request id <code>${requestId}</code></div>`
    }
    <div>
      ${plural(cases.length, 'case')} (${drivers.join(', ')}):
      ${cases.slice(0, shownCases).join('; ').replaceAll('%20', ' ')}${
        more > 0 ? ` and ${more} more` : ''
      }
    </div>
    <div class="code">${finding.code}</div>`
}

/** A case of the authentication matrix comes from a line of the contract, one of
 * a web component from the code. */
function whatIsAt(place: string): string {
  if (/\.ya?ml(?::|$)/i.test(place)) return 'scenario'
  return /\.json(?::|$)/i.test(place) ? 'contract' : 'case'
}
