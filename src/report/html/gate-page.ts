/** The gate's page: the answer first, then why, how to see it again, and all
 * that was judged. One file, without a script. */
import type { GateResult } from '../../gate/gate.ts'
import type { WhoseCall } from '../../gate/found.ts'
import { plural } from '../../model/plural.ts'
import { renderDuration } from '../terminal/duration.ts'
import { causesByPart } from '../gate/causes.ts'
import type { Cause } from '../gate/causes.ts'
import { byId } from '../gate/evidence.ts'
import { renderCause, renderFolded } from './gate-cause.ts'
import type { CauseOptions } from './gate-cause.ts'
import { renderReleases } from './gate-releases.ts'
import { gateStyle } from './gate-style.ts'
import { html, nothing, raw } from './html.ts'
import type { Html } from './html.ts'
import { policy } from './policy.ts'

export type GatePage = {
  readonly result: GateResult
  readonly calls: readonly WhoseCall[]
  /** The release as a person named it. */
  readonly spec: string
}

export function renderGate({ result, calls, spec }: GatePage): string {
  const { release, baseline, findings } = result
  const by: CauseOptions = {
    release,
    spec,
    baseline: baseline?.version,
    calls: byId(calls),
  }
  const { fresh, carriedOver, accepted, notes, ofApi } = causesByPart(findings)
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        ${policy}
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${words[result.answer]}: ${titleOf(result)}</title>
        <style>
          ${raw(gateStyle)}
        </style>
      </head>
      <body>
        <main>
          ${renderAnswer(result)} ${newPart(fresh, by)}
          ${folded('Carried over', { causes: carriedOver, by, about: beforeOf(baseline) })}
          ${folded('Accepted', { causes: accepted, by, about: 'by the file of known issues' })}
          ${folded('Notes', { causes: notes, by, about: 'they never fail a release' })}
          ${folded('Of the API', { causes: ofApi, by, about: 'plain HTTP shows them, too' })}
          ${renderNotJudged(result)} ${renderFigures(result)}
          ${renderReleases(result)}
        </main>
      </body>
    </html>`
  return page.toString()
}

const words = { yes: 'YES', no: 'NO', inconclusive: 'INCONCLUSIVE' } as const

function titleOf({ release, baseline }: GateResult): string {
  const against = baseline
    ? `against ${baseline.version}`
    : 'against no other release'
  return `${release.name} ${release.version}, ${against}`
}

function renderAnswer(result: GateResult): Html {
  const { answer, why, exitCode, startedAt, durationMs, target } = result
  return html`<section class="answer ${answer}">
    <h1><b>${words[answer]}</b> <small>${titleOf(result)}</small></h1>
    <p>${why}</p>
    <p class="facts">
      exit code ${exitCode} · ${startedAt} · took ${renderDuration(durationMs)}
      · ${target} · contract ${result.contract.source}
    </p>
  </section>`
}

function beforeOf(baseline: GateResult['baseline']): string {
  return `${baseline?.version ?? 'the baseline'} does it, too; they do not decide`
}

function newPart(causes: readonly Cause[], by: CauseOptions): Html {
  if (causes.length === 0) return html`<h2>New: nothing that fails</h2>`
  return html`<h2>New <small>${plural(causes.length, 'cause')}</small></h2>
    ${causes.map((cause) => renderCause(cause, by))}`
}

function folded(
  title: string,
  {
    causes,
    by,
    about,
  }: {
    readonly causes: readonly Cause[]
    readonly by: CauseOptions
    readonly about: string
  },
): Html {
  if (causes.length === 0) return nothing
  return html`<h2>
      ${title} <small>${plural(causes.length, 'cause')}: ${about}</small>
    </h2>
    ${causes.map((cause) => renderFolded(cause, by))}`
}

function renderNotJudged({ notJudged }: GateResult): Html {
  if (notJudged.length === 0) return html`<h2>Not judged: nothing</h2>`
  return html`<h2>Not judged <small>not passed</small></h2>
    <table class="rows">
      <thead>
        <tr>
          <th>What</th>
          <th>Why</th>
          <th>What to do</th>
        </tr>
      </thead>
      <tbody>
        ${notJudged.map(
          ({ what, reason, fix }) =>
            html`<tr>
              <td>${what}</td>
              <td data-name="Why">${reason}</td>
              <td data-name="What to do">${fix ?? ''}</td>
            </tr>`,
        )}
      </tbody>
    </table>`
}

function renderFigures({ judged, findings }: GateResult): Html {
  const notes = findings.filter(({ effect }) => effect === 'listed').length
  const figures = [...Object.entries(judged), ['notes', notes] as const]
  return html`<h2>How much was judged <small>of the release alone</small></h2>
    <div class="tiles">
      ${figures.map(
        ([name, count]) =>
          html`<div class="tile"><b>${count}</b><span>${name}</span></div>`,
      )}
    </div>`
}
