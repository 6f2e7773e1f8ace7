/** The page of the matrix: what came in with which release, and what went; then
 * every release with every code. One file, without a script. */
import { entryOf } from '../../checks/catalog.ts'
import type {
  GateMatrix,
  MatrixCell,
  MatrixCode,
  MatrixRelease,
} from '../../gate/matrix.ts'
import { plural } from '../../model/plural.ts'
import { gateMatrixStyle } from './gate-matrix-style.ts'
import { html, nothing, raw } from './html.ts'
import type { Html } from './html.ts'
import { policy } from './policy.ts'

export type MatrixPage = GateMatrix & {
  /** `@seamapi/http` */
  readonly name: string
  readonly startedAt: string
  readonly contract: string
}

export function renderGateMatrix(matrix: MatrixPage): string {
  const { name, releases, startedAt, contract } = matrix
  const judged = releases.filter(({ answer }) => answer !== 'not-judged')
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        ${policy}
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${name}: ${plural(judged.length, 'release')}</title>
        <style>
          ${raw(gateMatrixStyle)}
        </style>
      </head>
      <body>
        <main>
          <h1>${name}, release by release</h1>
          <p class="facts">
            ${judged.length} of ${plural(releases.length, 'release')} judged ·
            ${startedAt} · contract ${contract}
          </p>
          <h2>What came in, and what went</h2>
          ${matrix.codes.map((code) => renderHistory(code, releases))}
          <h2>Every release</h2>
          ${renderTable(matrix)} ${renderReasons(releases)}
        </main>
      </body>
    </html>`
  return page.toString()
}

function renderHistory(
  code: MatrixCode,
  releases: readonly MatrixRelease[],
): Html {
  const { title } = entryOf(code)
  return html`<section class="history is-${code.effect}">
    <h3>
      ${title} <span class="code">${code.code}, ${effects[code.effect]}</span>
    </h3>
    <ul>
      ${eventsOf(code, releases).map((event) => html`<li>${event}</li>`)}
    </ul>
  </section>`
}

const effects = {
  fails: 'fails a release',
  listed: 'a note',
  inconclusive: 'inconclusive',
  'usage-error': 'a wrong input',
} as const

function eventsOf(
  { code }: MatrixCode,
  releases: readonly MatrixRelease[],
): readonly string[] {
  let last = 0
  const events = releases.flatMap(({ version, answer, cells }) => {
    const cell = cells.find((it) => it.code === code)
    if (!cell) return []
    last = cell.places
    const places = plural(cell.places, 'place')
    if (answer === 'first') return [`${version}: ${places}`]
    const parts = [
      ...(cell.cameIn.length > 0 ? [`${cell.cameIn.length} came in`] : []),
      ...(cell.went.length > 0 ? [`${cell.went.length} went`] : []),
    ]
    return parts.length === 0
      ? []
      : [`${version}: ${parts.join(', ')} (${places})`]
  })
  const latest = releases.findLast(({ answer }) => answer !== 'not-judged')
  return [
    ...events,
    last === 0
      ? 'gone'
      : `still in ${latest?.version ?? 'the last one'}: ${plural(last, 'place')}`,
  ]
}

/** Codes down, releases across: a row is the life of a fault. */
function renderTable({ codes, releases }: GateMatrix): Html {
  return html`<p class="facts">
      <b>✗</b> fails, <b>·</b> a note, each with its number of places;
      <b>+</b> came in and <b>−</b> went, against the release to the left;
      <b>?</b> not judged
    </p>
    <div class="scrolls" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">check</th>
            ${releases.map(
              ({ version }) =>
                html`<th scope="col" class="version">
                  <span>${version}</span>
                </th>`,
            )}
          </tr>
          <tr>
            <th scope="row">against the one before</th>
            ${releases.map(
              ({ answer }) =>
                html`<td class="answer ${answer}">${answers[answer]}</td>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${codes.map(
            (code) =>
              html`<tr>
                <th scope="row">${code.code}</th>
                ${releases.map((release) => renderCell(code, release))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
}

const answers: Readonly<Record<MatrixRelease['answer'], string>> = {
  yes: 'yes',
  no: 'NO',
  first: '–',
  'not-judged': '?',
}

function renderCell(
  { code, effect }: MatrixCode,
  release: MatrixRelease,
): Html {
  if (release.answer === 'not-judged') return html`<td class="none">?</td>`
  const cell = release.cells.find((it) => it.code === code)
  if (!cell) return html`<td></td>`
  const { places } = cell
  const isFirst = release.answer === 'first'
  const sign = effect === 'listed' ? '·' : '✗'
  return html`<td class="${places > 0 ? effect : 'none'}">
    ${places > 0 ? `${sign}${places}` : ''}${isFirst ? nothing : renderChange(cell)}
  </td>`
}

function renderChange({ cameIn, went }: MatrixCell): Html {
  return html`${cameIn.length > 0 ? html`<div><b>+${cameIn.length}</b></div>` : nothing}${
    went.length > 0 ? html`<div>−${went.length}</div>` : nothing
  }`
}

function renderReasons(releases: readonly MatrixRelease[]): Html {
  const reasons = releases.filter(({ reason }) => reason !== undefined)
  if (reasons.length === 0) return nothing
  return html`<h2>Not judged, or not in all parts</h2>
    <ul>
      ${reasons.map(
        ({ version, reason }) =>
          html`<li><b>${version}</b>: ${reason ?? ''}</li>`,
      )}
    </ul>`
}
