/** One cause on the gate's page: what, where, how to see it again, and the call
 * that shows it beside the same call of the others. */
import { plural } from '../../model/plural.ts'
import { againFor } from '../gate/again.ts'
import type { AgainOptions } from '../gate/again.ts'
import { whereOf } from '../gate/causes.ts'
import type { Cause } from '../gate/causes.ts'
import { shownFor } from '../gate/evidence.ts'
import type { CallsById, Shown } from '../gate/evidence.ts'
import { renderHanded, renderWire, requestsOf } from './gate-call.ts'
import { html, nothing } from './html.ts'
import type { Html } from './html.ts'

export type CauseOptions = AgainOptions & {
  readonly calls: CallsById
  /** `2.11.2` */
  readonly baseline: string | undefined
}

/** Open: what is new. */
export function renderCause(cause: Cause, by: CauseOptions): Html {
  return html`<article class="cause is-${cause.effect}">
    <h3>${headOf(cause)}</h3>
    ${bodyOf(cause, by)}
  </article>`
}

/** Folded: what does not decide. */
export function renderFolded(cause: Cause, by: CauseOptions): Html {
  return html`<details class="cause is-${cause.effect}">
    <summary>
      ${headOf(cause)}
      <div class="where">${cause.at}: ${cause.received.join('; ')}</div>
    </summary>
    ${bodyOf(cause, by)}
  </details>`
}

function headOf({ title, code, findings, since, effect }: Cause): Html {
  const isNew = effect === 'listed' && since === 'new'
  return html`<b>${title}</b>
    <span class="code">${code}</span>
    ${findings.length > 1 ? html`<span class="code">×${findings.length}</span>` : nothing}
    ${isNew ? html`<span class="badge">new</span>` : nothing}`
}

function bodyOf(cause: Cause, by: CauseOptions): Html {
  const shown = shownFor(cause, by.calls)
  const { release, spec } = by
  const again = againFor(cause, { shown, release, spec })
  const [{ expected }] = cause.findings
  return html`<div class="two">
      <dl class="pair">
        <dt>Where: ${cause.at}</dt>
        <dd>${whereOf(cause, { most: 3 })}</dd>
        <dt>Expected</dt>
        <dd>${expected}</dd>
        <dt>Received</dt>
        <dd class="received">${cause.received.join('; ')}</dd>
        <dt>What to do</dt>
        <dd>${cause.hint}</dd>
      </dl>
      <div class="by-hand">
        <h4>See it again by hand: paste this into a shell</h4>
        <pre>${again ?? `npx seamwatch gate ${spec} --baseline none`}</pre>
      </div>
    </div>
    ${shown ? renderShown(shown, by) : nothing} ${allPlaces(cause)}`
}

function renderShown(
  { release, baseline, control }: Shown,
  by: CauseOptions,
): Html {
  return html`<div class="three">
      <section>
        <h4>${by.release.version}: on the wire${requestsOf(release)}</h4>
        ${renderWire(release)}
      </section>
      <section>
        <h4>${by.release.version}: handed to its caller</h4>
        ${renderHanded(release)}
      </section>
      <section>
        <h4>Plain HTTP, the same call</h4>
        ${control ? renderWire(control) : html`<p>It did not make this call.</p>`}
      </section>
    </div>
    ${
      baseline
        ? html`<details>
            <summary>${by.baseline ?? 'The baseline'}, the same call</summary>
            <div class="two">
              <section>
                <h4>on the wire${requestsOf(baseline)}</h4>
                ${renderWire(baseline)}
              </section>
              <section>
                <h4>handed to its caller</h4>
                ${renderHanded(baseline)}
              </section>
            </div>
          </details>`
        : nothing
    }
    <p class="where">
      The call: <code>${release.id}</code> in <code>calls.ndjson</code>
    </p>`
}

function allPlaces({ findings }: Cause): Html {
  if (findings.length === 1) return nothing
  return html`<details>
    <summary class="where">all ${plural(findings.length, 'place')}</summary>
    <ul class="where">
      ${findings.map(
        ({ operation, condition = 'scenarios', key, count }) =>
          html`<li>
            ${[operation, operation === '' ? '' : condition, key]
              .filter((part) => part !== '')
              .join(' · ')}${count > 1 ? ` ×${count}` : ''}
          </li>`,
      )}
    </ul>
  </details>`
}
