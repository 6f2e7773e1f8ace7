/** The summary page: what a run found and covered, in one HTML file. */
import { html, nothing, raw } from './html.ts'
import type { Html } from './html.ts'
import { policy } from './policy.ts'
import { renderDuration } from '../terminal/duration.ts'
import { bodiesAside, everywhere, throughOf } from '../terminal/where.ts'
import { plural } from '../../model/plural.ts'
import { summaryStyle } from './style.ts'
import { renderAccepted } from './summary-accepted.ts'
import { renderCoverage } from './summary-coverage.ts'
import { renderFindings } from './summary-findings.ts'
import { renderPolls } from './summary-polls.ts'
import { renderSwept } from './summary-swept.ts'
import type { PastFinding } from '../../model/history.ts'
import type { Verdict } from '../../model/verdict.ts'

const words: Readonly<Record<Verdict['status'], string>> = {
  passed: 'Passed',
  failed: 'Failed',
  inconclusive: 'Inconclusive',
}

export function renderSummary(verdict: Verdict): string {
  const { status, exitCode } = verdict
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        ${policy}
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${words[status]}: ${verdict.target}</title>
        <style>
          ${raw(summaryStyle)}
        </style>
      </head>
      <body>
        <main>
          <section class="verdict ${status}">
            <h1>${words[status]}</h1>
            <p>${verdict.why}</p>
            ${facts(verdict, exitCode)}
          </section>
          ${tiles(verdict)} ${renderFindings(verdict)}
          ${renderAccepted(verdict)} ${suiteErrors(verdict)}
          ${comparison(verdict)} ${notJudged(verdict)} ${leftBehind(verdict)}
          ${renderSwept(verdict)} ${renderPolls(verdict)}
          ${renderCoverage(verdict)}
        </main>
      </body>
    </html>`
  return page.toString()
}

function facts(verdict: Verdict, exitCode: number): Html {
  const pairs = [
    ['target', verdict.target],
    ['endpoint', verdict.endpoint],
    ['through', throughOf(verdict)],
    ...(verdict.sdk ? [['integrity', verdict.sdk.integrity] as const] : []),
    ['contract', verdict.contract],
    ['started', verdict.startedAt],
    ['took', renderDuration(verdict.durationMs)],
    ['run', verdict.runId],
    ['exit code', String(exitCode)],
    ...(verdict.isFiltered ? [['scope', 'a part of the cases']] : []),
  ] as const
  return html`<dl class="facts">
    ${pairs.map(
      ([name, value]) =>
        html`<div>
          <dt>${name ?? ''}</dt>
          <dd>${value ?? ''}</dd>
        </div>`,
    )}
  </dl>`
}

function tiles(verdict: Verdict): Html {
  const { counts, findings, retried } = verdict
  const { cases } = counts
  const fresh = findings.filter(({ since }) => since === 'new').length
  const news = verdict.comparedWith === null ? '' : `, ${fresh} of them new`
  return html`<div class="tiles">
    ${tile(`${cases.passed} of ${cases.total}`, 'cases passed')}
    ${tile(cases.failed, 'failed')} ${tile(cases.inconclusive, 'inconclusive')}
    ${tile(cases.notJudged, 'not judged')}
    ${counted(findings.length, 'finding', news)}
    ${counted(counts.exchanges, 'exchange')}
    ${tile(counts.bodiesJudged, `${counts.bodiesJudged === 1 ? 'body' : 'bodies'} judged; ${bodiesAside(counts)}`)}
    ${
      verdict.suiteErrors.length > 0
        ? counted(verdict.suiteErrors.length, 'error', ' of Seamwatch itself')
        : nothing
    }
    ${retried.length > 0 ? counted(retried.length, 'case', ' retried') : nothing}
  </div>`
}

/** `1 finding`, `2 findings`. */
function counted(value: number, noun: string, rest = ''): Html {
  return tile(value, `${noun}${value === 1 ? '' : 's'}${rest}`)
}

function tile(value: number | string, label: string): Html {
  return html`<div class="tile"><b>${value}</b><span>${label}</span></div>`
}

function suiteErrors({ suiteErrors: errors }: Verdict): Html {
  if (errors.length === 0) return nothing
  return html`<h2>Errors of Seamwatch itself</h2>
    <p>These tests did not finish. They do not count as passed.</p>
    ${errors.map(
      ({ what, message }) =>
        html`<div class="finding is-usage-error">
          <h3>${what}</h3>
          <pre>${message}</pre>
        </div>`,
    )}`
}

function comparison({
  comparedWith,
  gone,
  unknown,
  retired,
  historyDamage,
}: Verdict): Html {
  if (historyDamage !== undefined)
    return html`<p class="missing">${historyDamage}</p>`
  if (comparedWith === null) return nothing
  return html`${pastFindings(`Gone since ${comparedWith}`, gone)}
  ${pastFindings('Not looked for, may still be there', unknown)}
  ${pastFindings('Retired: no case is left that looks', retired)}`
}

function pastFindings(title: string, entries: readonly PastFinding[]): Html {
  if (entries.length === 0) return nothing
  return html`<h2>
      ${title} <small>${plural(entries.length, 'finding')}</small>
    </h2>
    <ul>
      ${entries.map(
        ({ code, operation, at, lastSeen }) =>
          html`<li>
            <code>${operation || everywhere}</code> · <code>${at}</code> ·
            ${code}
            <span class="missing">last seen ${lastSeen}</span>
          </li>`,
      )}
    </ul>`
}

function notJudged({ notJudged: entries }: Verdict): Html {
  if (entries.length === 0) return nothing
  return html`<h2>Not judged <small>not passed</small></h2>
    <table class="texts">
      <thead>
        <tr>
          <th>Case</th>
          <th>Why</th>
        </tr>
      </thead>
      <tbody>
        ${entries.map(
          ({ case: title, reason }) =>
            html`<tr>
              <td>${title}</td>
              <td>${reason}</td>
            </tr>`,
        )}
      </tbody>
    </table>`
}

function leftBehind({ leftBehind: things }: Verdict): Html {
  if (things.length === 0) return nothing
  return html`<h2>Left behind on the target</h2>
    <ul>
      ${things.map(
        ({ case: title, what, reason }) =>
          html`<li>
            <b>${what}</b>: ${reason} <span class="missing">${title}</span>
          </li>`,
      )}
    </ul>`
}
