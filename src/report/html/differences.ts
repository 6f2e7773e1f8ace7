/** A step's findings as a small HTML page: what differs, where, what to do. */
import { entryOf } from '../../checks/catalog.ts'
import type { AcceptedBy } from '../../model/acceptance.ts'
import type { Finding } from '../../model/finding.ts'
import type { StepOutcome } from '../../model/outcome.ts'
import { renderPlace } from '../../model/problem.ts'
import { bodyLineOf, prettyBody } from '../body-lines.ts'
import type { BodyText } from '../body-lines.ts'
import type { ContractView } from '../../verdict/contract-view.ts'
import { curlFor } from '../curl.ts'
import { requestIdOf } from '../../verdict/group.ts'
import { html, nothing, raw } from './html.ts'
import type { Html } from './html.ts'
import { policy } from './policy.ts'
import { basisText } from '../terminal/basis-lines.ts'
import { headline, heaviestFirst } from '../terminal/lines.ts'
import { differencesStyle } from './style.ts'
import { effectOf } from '../../model/weight.ts'
import { visible, visibleLines } from '../../secrets/visible.ts'

const rowLimit = 200

export type DifferencesOptions = {
  readonly endpoint: string
  readonly contract?: ContractView
}

export function renderDifferences(
  step: StepOutcome,
  { endpoint, contract }: DifferencesOptions,
): string {
  const findings = step.findings.toSorted(heaviestFirst)
  const result = step.exchange?.result
  const body = result?.kind === 'reply' ? prettyBody(result.body) : undefined
  const row = (finding: Finding) => renderRow(finding, { body, contract })
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        ${policy}
        <title>${headline(step.operation, findings)}</title>
        <style>
          ${raw(differencesStyle)}
        </style>
      </head>
      <body>
        <table>
          <thead>
            <tr>
              <th>Place</th>
              <th>Documented or required</th>
              <th>Received</th>
              <th>Contract</th>
              <th>Response</th>
            </tr>
          </thead>
          <tbody>
            ${findings.slice(0, rowLimit).map(row)}
          </tbody>
        </table>
        ${
          findings.length > rowLimit
            ? html`<p>… and ${findings.length - rowLimit} more</p>`
            : nothing
        }
        ${hints(findings)} ${facts(step)} ${reproduce(step, endpoint)}
      </body>
    </html>`
  return page.toString()
}

function renderRow(
  finding: Finding,
  {
    body,
    contract,
  }: {
    readonly body: BodyText | undefined
    readonly contract: ContractView | undefined
  },
): Html {
  const { contractPointer, bodyPath } = finding
  const line = body && bodyPath ? bodyLineOf(body, bodyPath) : undefined
  const effect = effectOf(finding)
  const basis = basisText(finding)
  return html`<tr class="is-${effect}">
    <td>
      <code>${visible(finding.at)}</code>
      <div class="${effect} code">${finding.code}</div>
      ${basis === undefined ? nothing : html`<div class="code">basis: ${basis}</div>`}
      ${finding.accepted ? accepted(finding.accepted) : nothing}
    </td>
    <td>${visible(finding.expected)}</td>
    <td class="received">${visible(finding.received)}</td>
    <td>
      ${
        contractPointer === undefined || !contract
          ? '–'
          : html`<code>${contract.lineOf(contractPointer)}</code>`
      }
    </td>
    <td>${line === undefined ? '–' : `line ${line}`}</td>
  </tr>`
}

function accepted({ owner, expires, link }: AcceptedBy): Html {
  return html`<div class="code">
    accepted by ${owner} until ${expires}: ${link}
  </div>`
}

function hints(findings: readonly Finding[]): Html {
  const entries = new Map(
    findings.map(entryOf).map(({ title, hint }) => [title, hint]),
  )
  const items = [...entries].map(
    ([title, hint]) => html`<li><b>${title}.</b> ${hint}</li>`,
  )
  return html`<h2>What to do</h2>
    <ul>
      ${items}
    </ul>`
}

function facts(step: StepOutcome): Html {
  const requestId = requestIdOf(step)
  return html`<p class="facts">
    Step <code>${step.id}</code> in <code>${renderPlace(step.place)}</code>,
    sent with credential <code>${step.credential}</code>${
      requestId === undefined
        ? nothing
        : html`, request id <code>${requestId}</code>`
    }
  </p>`
}

function reproduce(step: StepOutcome, endpoint: string): Html {
  if (!step.exchange) return nothing
  const command = visibleLines(curlFor(step.exchange.request, endpoint))
  return html`<h2>Send the request again</h2>
    <pre>${command}</pre>`
}
