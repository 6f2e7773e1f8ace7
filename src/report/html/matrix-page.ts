/** The page of the authentication matrix: operations across, credentials down. */
import { html, nothing, raw } from './html.ts'
import type { Html } from './html.ts'
import { groupBy } from '../../model/group-by.ts'
import { policy } from './policy.ts'
import { plural } from '../../model/plural.ts'
import { looks } from './matrix-looks.ts'
import { matrixStyle } from './matrix-style.ts'
import type { Matrix, MatrixCell } from '../../model/matrix.ts'
import type { Verdict } from '../../model/verdict.ts'

type Result = MatrixCell['result']

export type PageOptions = {
  /** Address of a case's test in the report; undefined where there is none. */
  readonly linkTo?: (caseId: string) => string | undefined
}

export function renderMatrix(
  matrix: Matrix,
  {
    verdict,
    linkTo = () => undefined,
  }: PageOptions & {
    readonly verdict: Pick<
      Verdict,
      'target' | 'contract' | 'startedAt' | 'runId'
    >
  },
): string {
  const { target, contract, startedAt, runId } = verdict
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        ${policy}
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <base target="_top" />
        <title>Authentication matrix: ${target}</title>
        <style>
          ${raw(matrixStyle)}
        </style>
      </head>
      <body>
        <main>
          <h1>Authentication matrix: ${target}</h1>
          <p class="facts">
            Every operation of ${contract} with every credential. Run ${runId},
            ${startedAt}.
          </p>
          ${legend(matrix)} ${opened(matrix)} ${table(matrix, linkTo)}
          ${reasons(matrix)}
        </main>
      </body>
    </html>`
  return page.toString()
}

/** How many cells ended in which way, worst first. */
function legend({ cells }: Matrix): Html {
  const entries = Object.entries(looks).map(([result, look]) => ({
    ...look,
    count: cells.filter((cell) => cell.result === result).length,
  }))
  return html`<ul class="legend">
    ${entries
      .filter(({ count }) => count > 0)
      .map(
        ({ word, tone, meaning, count }) =>
          html`<li>
            <b>${count}</b> <span class="cell ${tone}">${word}</span> ${meaning}
          </li>`,
      )}
  </ul>`
}

/** A contract that opens an operation must not pass unseen. */
function opened({ cells }: Matrix): Html {
  const groups = groupBy(
    cells.filter(({ source }) => source !== undefined),
    ({ operation }) => operation,
  )
  if (groups.size === 0) return nothing
  return html`<h2>Operations that the contract opens</h2>
    <p>They are judged all the same.</p>
    <dl>
      ${[...groups].map(
        ([operation, [{ source }]]) =>
          html`<dt>${operation}</dt>
            <dd>${source ?? ''}</dd>`,
      )}
    </dl>`
}

function table(
  { credentials, operations, cells }: Matrix,
  linkTo: (caseId: string) => string | undefined,
): Html {
  const at = new Map(
    cells.map((cell) => [`${cell.operation} ${cell.credential}`, cell]),
  )
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">credential</th>
          ${operations.map(operationHead)}
        </tr>
      </thead>
      <tbody>
        ${credentials.map(
          ({ id, title }) =>
            html`<tr>
              <th scope="row">${title}</th>
              ${operations.map((operation) => {
                const cell = at.get(`${operation} ${id}`)
                return cell ? renderCell(cell, linkTo) : html`<td></td>`
              })}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

function operationHead(operation: string): Html {
  const [method = '', path = ''] = operation.split(' ')
  return html`<th scope="col" title="${operation}">
    <span>${method}</span> ${path.split('/').at(-1) ?? path}
  </th>`
}

function renderCell(
  cell: MatrixCell,
  linkTo: (caseId: string) => string | undefined,
): Html {
  const { word, tone } = looks[cell.result]
  const isOddInside =
    cell.result === 'accepted' && cell.reason !== undefined ? '*' : ''
  const inner = html`${word}${isOddInside}${
    cell.status === undefined ? nothing : html` <small>${cell.status}</small>`
  }`
  const link = cell.result === 'left-out' ? undefined : linkTo(cell.case)
  const note = [cell.case, cell.reason ?? ''].filter((it) => it !== '')
  return html`<td class="cell ${tone}" title="${note.join(': ')}">
    ${link === undefined ? inner : html`<a href="${link}">${inner}</a>`}
  </td>`
}

/** Why cells were not judged or left out, each reason once. */
function reasons({ cells, credentials }: Matrix): Html {
  const titles = new Map(credentials.map(({ id, title }) => [id, title]))
  const section = (result: Result, heading: string): Html => {
    const groups = groupBy(
      cells.filter((it) => it.result === result),
      ({ reason }) => reason ?? 'no reason was given',
    )
    if (groups.size === 0) return nothing
    return html`<h2>${heading}</h2>
      <dl>
        ${[...groups].map(
          ([reason, group]) =>
            html`<dt>${reason}</dt>
              <dd>${subjects(group, titles)}</dd>`,
        )}
      </dl>`
  }
  return html`${section('not-judged', 'Why cells were not judged')}
  ${section('left-out', 'Why cells were left out')}
  ${
    cells.some((it) => it.result === 'accepted' && it.reason !== undefined)
      ? html`<p>
          * The credential was accepted, but the response is wrong in another
          way. See its test.
        </p>`
      : nothing
  }`
}

function subjects(
  cells: readonly MatrixCell[],
  titles: ReadonlyMap<string, string>,
): string {
  const names = new Set(
    cells.map(({ credential }) => titles.get(credential) ?? credential),
  )
  return `${plural(cells.length, 'cell')}: ${[...names].join(', ')}`
}
