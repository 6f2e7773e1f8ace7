/** A review in the terminal: what breaks first, the verdict last. */
import type { Level } from '../../review/codes/code.ts'
import { visible } from '../../secrets/visible.ts'
import type { ChangeRecord, ReviewRecord } from '../review-record.ts'
import {
  comparedText,
  factsOf,
  firstOf,
  followsText,
  proofWords,
  titleOf,
  whom,
} from '../review-words.ts'
import type { Colour, Paint } from './colour.ts'

const colours: Readonly<Record<ReviewRecord['status'], Colour>> = {
  breaking: 'red',
  risky: 'yellow',
  'not-compared': 'yellow',
  accepted: 'green',
  compatible: 'green',
  editorial: 'green',
  unchanged: 'green',
}

export function renderReview(
  record: ReviewRecord,
  {
    paint,
    isAll,
    evidence = [],
  }: {
    readonly paint: Paint
    readonly isAll: boolean
    /** Of which runs, one line each. */
    readonly evidence?: readonly string[]
  },
): string {
  const of = (level: Level): readonly ChangeRecord[] =>
    record.changes.filter((one) => one.level === level && !one.accepted)
  const breaking = of('breaking')
  const rest = [...of('compatible'), ...of('editorial')]
  const accepted = record.changes.filter((one) => one.accepted)
  const list = (name: string, lines: readonly string[]): string =>
    section(paint('bold', `${name} (${lines.length})`), lines)
  const { old, new: fresh, status, why } = record
  const sections = [
    list(
      'Breaking',
      breaking.map((change) => fullText(change, paint)),
    ),
    list('Risky', of('risky').map(lineOf)),
    list(
      'Not compared',
      record.notCompared.map(
        ({ at, why: reason, operations }) =>
          `${operationsText(operations)}, ${visible(at)}: ${visible(reason)}`,
      ),
    ),
    list('Accepted', accepted.map(acceptedLine)),
    section(
      paint('bold', `Compatible (${rest.length})`),
      isAll || rest.length === 0 ? rest.map(lineOf) : ['--all lists them'],
    ),
    section(
      paint('bold', 'Perhaps renamed'),
      record.renames.map(
        ({ kind, from, to }) => `${kind} ${visible(from)} → ${visible(to)}`,
      ),
    ),
    list('Accepted without effect', acceptanceLines(record)),
  ]
  return [
    ...sections.filter((text) => text !== ''),
    ...evidence.map((line) => visible(line, 500)),
    `Compared: ${visible(old.source)} → ${visible(fresh.source)}, ${comparedText(record)}`,
    paint(colours[status], `${status}: ${why}`),
  ].join('\n')
}

function section(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `${title}\n${items.join('\n')}\n`
}

/** Characters of the longest name of a row. */
const namesAtMost = 'scenarios'.length

/** What, whom, where, and what to do. */
function fullText(change: ChangeRecord, paint: Paint): string {
  const { before, after, who, why, hint, old, new: fresh } = change
  const rows: readonly (readonly [string, string])[] = [
    ['what', `${visible(before)} → ${visible(after)}`],
    ['whom', `${whom[who]} of ${operationsText(change.operations)}`],
    ['why', why],
    ['proof', proofText(change)],
    ...curlRows(change),
    ...factsOf(change).flatMap(({ name, items }) =>
      factRows(
        name,
        items.map((item) => visible(item, 500)),
      ),
    ),
    ['where', `${visible(old.place)} → ${visible(fresh.place)}`],
    ['do', hint],
    ['id', visible(change.fingerprint)],
  ]
  return [
    paint('red', headOf(change)),
    ...rows.map(([name, text]) => `  ${name.padEnd(namesAtMost)}  ${text}`),
  ].join('\n')
}

/** More would hide the next change; the JSON has them all. */
const mostItems = 2

function factRows(
  name: string,
  items: readonly string[],
): readonly (readonly [string, string])[] {
  const shown = items.slice(0, mostItems)
  const more = items.length - shown.length
  const all = more > 0 ? [...shown, `and ${more} more`] : shown
  return all.map((item, index) => [index === 0 ? name : '', item] as const)
}

/** How a person sends the example. */
function curlRows({ witness }: ChangeRecord) {
  const lines = witness?.curl?.split('\n') ?? []
  return lines.map((line) => ['', visible(line, 500)] as const)
}

function proofText(change: ChangeRecord): string {
  const { witness } = change
  if (!witness) return proofWords(change)
  const { part, value } = witness
  const example = visible(JSON.stringify(value), 200)
  return `${visible(part)} ${example}: ${proofWords(change)}`
}

function lineOf(change: ChangeRecord): string {
  const { before, after, operations, follows } = change
  const seen = follows ? `; live API ${visible(followsText(follows), 500)}` : ''
  return `${headOf(change)}: ${visible(before)} → ${visible(after)} (${operationsText(operations)})${seen}`
}

function acceptedLine(change: ChangeRecord): string {
  const { owner = '', until = '', reason = '' } = change.accepted ?? {}
  return `${headOf(change)}: by ${visible(owner)} until ${until}, because ${visible(reason)}`
}

function acceptanceLines({ acceptances }: ReviewRecord): readonly string[] {
  return [
    ...acceptances.expired.map(
      ({ place, fingerprint, owner, until }) =>
        `${visible(place)}: expired on ${until}, so the change counts again: ${visible(fingerprint)} (${visible(owner)})`,
    ),
    ...acceptances.unused.map(({ place, fingerprint, closest }) => {
      const hint =
        closest === undefined
          ? 'remove it'
          : `did you mean "${visible(closest)}"?`
      return `${visible(place)}: no change has this fingerprint: ${visible(fingerprint)}; ${hint}`
    }),
  ]
}

function headOf(change: ChangeRecord): string {
  return `${visible(change.at)} · ${titleOf(change)} [${change.code}]`
}

function operationsText(operations: readonly string[]): string {
  const { shown, more } = firstOf(operations)
  const names = shown.map((key) => visible(key)).join(', ')
  return `${names}${more > 0 ? ` and ${more} more` : ''}`
}
