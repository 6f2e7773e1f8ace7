/** The findings of a step as text: a headline, aligned rows, what to do. */
import { entryOf } from '../../checks/catalog.ts'
import type { FindingClass } from '../../model/catalog.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Finding } from '../../model/finding.ts'
import type { StepOutcome } from '../../model/outcome.ts'
import type { ContractView } from '../../verdict/contract-view.ts'
import { requestIdOf } from '../../verdict/group.ts'
import { basisLines } from './basis-lines.ts'
import { pageLines } from './page-lines.ts'
import { pollLines } from './poll-lines.ts'
import { plural } from '../../model/plural.ts'
import { visible } from '../../secrets/visible.ts'
import { byWeight, heaviestClass, isDiscounted } from '../../model/weight.ts'

const rowLimit = 15
const cellLimit = 120
/** Cells are padded to this width at most, so that one long cell does not push
 * all others off the screen. */
const padLimit = 40

/** The title of a step wherever it is shown: a probe says that it is one. */
export function stepTitle({
  id,
  isProbe = false,
}: Pick<StepOutcome, 'id' | 'isProbe'>): string {
  return isProbe ? `probe, must be rejected: ${id}` : id
}

/** Begin the names of notes on a step: it was not judged, or it could not be
 * judged without a finding that says why. */
export const notJudgedPrefix = 'not judged: '
export const unclearPrefix = 'could not be judged: '

const driftClasses: ReadonlySet<FindingClass> = new Set([
  'breaking-drift',
  'additive-drift',
  'spec-gap',
])

/** `[BREAKING-DRIFT] POST /client_sessions/create: 3 differences` */
export function headline(
  operation: string,
  findings: readonly Finding[],
): string {
  const counted = findings.filter((it) => !isDiscounted(it))
  if (counted.length === 0) return discountedHeadline(operation, findings)
  const accepted = findings.filter((it) => it.accepted).length
  const assumed = findings.length - counted.length - accepted
  const more = accepted === 0 ? '' : `, and ${accepted} accepted`
  const less = assumed === 0 ? '' : `, and ${assumed} inferred`
  return `${headlineOf(operation, counted)}${more}${less}`
}

function discountedHeadline(
  operation: string,
  findings: readonly Finding[],
): string {
  const [first, ...rest] = findings.toSorted(heaviestFirst)
  if (!first) return `${operation}: no finding`
  const what = lowerFirst(entryOf(first).title)
  const more = rest.length === 0 ? '' : `, and ${rest.length} more`
  const word = first.accepted ? 'ACCEPTED' : 'INFERRED'
  return `[${word}] ${visible(operation)}: ${what}${more}`
}

function headlineOf(operation: string, findings: readonly Finding[]): string {
  const heaviest = heaviestClass(findings)
  const [first] = findings.toSorted(heaviestFirst)
  if (!first || heaviest === undefined) return `${operation}: no finding`
  const isDifference = driftClasses.has(heaviest) || heaviest === 'expectation'
  const count =
    findings.length === 1
      ? `${isDifference ? '1 difference: ' : ''}${lowerFirst(entryOf(first).title)}`
      : plural(findings.length, isDifference ? 'difference' : 'finding')
  return `[${heaviest.toUpperCase()}] ${visible(operation)}: ${count}`
}

/** Empty without findings; otherwise the headline and the lines below it. */
export function findingLines(
  step: StepOutcome,
  contract: ContractView | undefined,
): readonly string[] {
  const findings = step.findings.toSorted(heaviestFirst)
  if (findings.length === 0) return []
  const shown = findings.slice(0, rowLimit)
  const hidden = findings.length - shown.length
  const requestId = requestIdOf(step)
  const details = [
    ...(step.isProbe
      ? ['this request is invalid on purpose: the API must reject it']
      : []),
    ...distinct(shown.map((finding) => entryOf(finding).hint)).map(
      (hint) => `hint: ${hint}`,
    ),
    ...basisLines(shown),
    ...contractLines(shown, contract),
    ...(requestId === undefined ? [] : [`request id: ${requestId}`]),
    ...pageLines(step.exchange),
    ...waitingLines(step.exchange),
    ...pollLines(step),
  ]
  return [
    headline(step.operation, findings),
    '',
    ...rows(shown).map((row) => `  ${row}`.trimEnd()),
    ...(hidden > 0 ? [`  … and ${hidden} more`] : []),
    '',
    ...details.map((line) => `  ${line}`),
  ]
}

function rows(findings: readonly Finding[]): readonly string[] {
  const isDrift = findings.some((finding) => driftClasses.has(finding.class))
  const header = ['place', isDrift ? 'documented' : 'expected', 'received']
  const table = [
    header,
    ...findings.map(({ at, expected, received }) =>
      [at, expected, received].map((cell) => visible(cell, cellLimit)),
    ),
  ]
  const widths = header.map((_, column) =>
    Math.min(
      padLimit,
      Math.max(...table.map((cells) => cells[column]?.length ?? 0)),
    ),
  )
  return table.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd(),
  )
}

/** `contract: schemas/client-sessions.json:120, 131` */
function contractLines(
  findings: readonly Finding[],
  contract: ContractView | undefined,
): readonly string[] {
  const places = distinct(
    findings.flatMap(({ contractPointer }) =>
      contractPointer === undefined || !contract
        ? []
        : [contract.lineOf(contractPointer)],
    ),
  )
  const [first, ...rest] = places
  if (first === undefined) return []
  const others = rest.map((place) => `, ${place.replace(/^.*:/, '')}`).join('')
  return [`contract: ${first}${others}`]
}

/** `rate limited: 2 × 429, waited 1.5 s`, `retried after 1 s: no response to the
 * first attempt (reset)` */
export function waitingLines(
  exchange: Exchange | undefined,
): readonly string[] {
  const retries = exchange?.retries ?? []
  const asked = retries.filter(({ kind }) => kind === 'asked')
  const waitedMs = asked.reduce((sum, retry) => sum + retry.waitedMs, 0)
  return [
    ...(asked.length === 0
      ? []
      : [`rate limited: ${asked.length} × 429, waited ${waitedMs / 1000} s`]),
    ...retries.flatMap((retry) =>
      retry.kind === 'lost'
        ? [
            `retried after ${retry.waitedMs / 1000} s: no response to the first attempt (${retry.reason})`,
          ]
        : [],
    ),
  ]
}

export function heaviestFirst(left: Finding, right: Finding): number {
  return byWeight(left.class, right.class)
}

function distinct(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)]
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z' ]/.test(text)
    ? `${text.charAt(0).toLowerCase()}${text.slice(1)}`
    : text
}
