/** The releases on the gate's page: what exactly the answer holds for. */
import type { GateResult } from '../../gate/gate.ts'
import { plural } from '../../model/plural.ts'
import { html, nothing } from './html.ts'
import type { Html } from './html.ts'

export function renderReleases({ release, baseline }: GateResult): Html {
  return html`<h2>The releases</h2>
    ${renderRelease(release, baseline)}
    ${baseline ? renderRelease(baseline, null) : nothing}`
}

type Release = GateResult['release']

/** @param before marks each dependency that it resolved to another version. */
function renderRelease(release: Release, before: Release | null): Html {
  const { name, version, integrity, resolved, runtime } = release
  const old = new Map(before?.resolved.map((it) => [it.name, it.version]))
  const own = resolved.filter((it) => it.name !== name)
  const changed = own.filter(
    (it) => before && old.get(it.name) !== it.version,
  ).length
  const differ = before ? `, ${changed} unlike ${before.version}` : ''
  return html`<details>
    <summary>
      <b>${name} ${version}</b>
      <span class="where"
        >${runtime} ·
        ${plural(own.length, 'dependency', 'dependencies')}${differ}</span
      >
    </summary>
    <div class="inside">
      <p class="where">integrity <code>${integrity}</code></p>
      <table class="rows">
        ${own.map((it) => renderDependency(it, before && old.get(it.name)))}
      </table>
    </div>
  </details>`
}

function renderDependency(
  { name, version, integrity = '' }: Release['resolved'][number],
  before: string | undefined | null,
): Html {
  const isOther = before !== null && before !== version
  return html`<tr class="${isOther ? 'changed' : ''}">
    <td>${name} ${version}${isOther ? ` (${before ?? 'new'} before)` : ''}</td>
    <td><code>${integrity}</code></td>
  </tr>`
}
