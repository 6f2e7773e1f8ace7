/** On the summary page: what sweeps deleted or left, in the terminal's words. */
import type { Html } from './html.ts'
import { html, nothing } from './html.ts'
import { sweptGroups } from '../terminal/swept-lines.ts'
import type { Verdict } from '../../model/verdict.ts'

export function renderSwept({ swept }: Pick<Verdict, 'swept'>): Html {
  const groups = sweptGroups(swept)
  if (groups.length === 0 && swept.notes.length === 0) return nothing
  return html`<h2>Swept <small>of this and earlier runs</small></h2>
    ${groups.map(
      ({ name, items }) =>
        html`<h3>${name}</h3>
          <ul>
            ${items.map((item) => html`<li>${item}</li>`)}
          </ul>`,
    )}
    ${swept.notes.map((note) => html`<p>${note}</p>`)}`
}
