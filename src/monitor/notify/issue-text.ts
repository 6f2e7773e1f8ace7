/** The texts of an issue of GitHub: title, body, comment. What stands in
 * responses stands in code: it is no markup, and mentions no user. */
import type { Payload, PayloadFinding } from './payload.ts'
import { factsOf, headlineOf } from './headline.ts'

const longestTitle = 256
const longestLabel = 50

/** By both the issue of a cause is found: one repository may be that of several
 * targets. */
export function markersOf({ key, target }: Payload): readonly string[] {
  return [marker(`seamwatch:${key}`), marker(`seamwatch-target:${target}`)]
}

/** By it an attempt finds what one before it wrote. */
export function noticeMarker({ id }: Payload): string {
  return marker(`seamwatch-notice:${id}`)
}

/** A comment of HTML ends at the first `-->`. */
function marker(text: string): string {
  return `<!-- ${text.replaceAll('>', '&gt;')} -->`
}

export function titleOf({ target, title, key }: Payload): string {
  return `${target}: ${title} (${key})`.slice(0, longestTitle)
}

export function labelsOf(payload: Payload): readonly string[] {
  const { class: name, owner } = payload
  return [mainLabel, name, owner].flatMap((label) =>
    label === undefined ? [] : [label.slice(0, longestLabel)],
  )
}

/** The issues of a monitor are listed by it. */
export const mainLabel = 'seamwatch'

export function bodyOf(payload: Payload): string {
  return [...markersOf(payload), '', commentOf(payload)].join('\n')
}

export function commentOf(payload: Payload): string {
  const { title, why, hint, findings, more, kind, run } = payload
  const isOver = kind === 'recovered'
  return [
    noticeMarker(payload),
    `**${code(headlineOf(payload))}**`,
    '',
    code(title),
    '',
    `Why: ${code(why)}`,
    ...(isOver || hint === '' ? [] : ['', `What to do: ${code(hint)}`]),
    ...(isOver ? [] : findings.flatMap(findingLines)),
    ...(more > 0 && !isOver ? ['', `… and ${more} more`] : []),
    '',
    code(factsOf(payload).join(' · ')),
    ...(run.report === undefined ? [] : ['', `Report: ${code(run.report)}`]),
  ].join('\n')
}

function findingLines(finding: PayloadFinding): readonly string[] {
  const { operation, at, expected, received, requestId } = finding
  return [
    '',
    `- ${code(finding.code)} · ${code(operation)} · ${code(at)}`,
    `  - expected ${code(expected)}`,
    `  - received ${code(received)}`,
    ...(requestId === undefined ? [] : [`  - request ${code(requestId)}`]),
  ]
}

/** CommonMark 6.1: as many backticks around it as it does not have itself. */
function code(text: string): string {
  const runs = text.match(/`+/g) ?? []
  const ticks = '`'.repeat(1 + Math.max(0, ...runs.map(({ length }) => length)))
  const room = /^`|`$/.test(text) ? ' ' : ''
  return text === '' ? '–' : `${ticks}${room}${text}${room}${ticks}`
}
