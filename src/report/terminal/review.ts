/** A review in the terminal: what breaks first, the verdict last. */
import { plural } from '../../model/plural.ts'
import type { Level, Who } from '../../review/codes/code.ts'
import { visible } from '../../secrets/visible.ts'
import type { ChangeRecord, ReviewRecord } from '../review-record.ts'
import type { Colour, Paint } from './colour.ts'
import { impactLines } from './impact-lines.ts'

const names: Readonly<Record<Who, string>> = {
  caller: 'callers',
  reader: 'readers',
  everybody: 'everybody',
  none: 'no one',
}

const colours: Readonly<Record<ReviewRecord['status'], Colour>> = {
  breaking: 'red',
  risky: 'yellow',
  'not-compared': 'yellow',
  compatible: 'green',
  editorial: 'green',
  unchanged: 'green',
}

export function renderReview(
  record: ReviewRecord,
  { paint, isAll }: { readonly paint: Paint; readonly isAll: boolean },
): string {
  const of = (level: Level): readonly ChangeRecord[] =>
    record.changes.filter((change) => change.level === level)
  const breaking = of('breaking')
  const rest = [...of('compatible'), ...of('editorial')]
  const sections = [
    section(
      paint('bold', `Breaking (${breaking.length})`),
      breaking.map((change) => fullText(change, paint)),
    ),
    section(
      paint('bold', `Risky (${of('risky').length})`),
      of('risky').map(lineOf),
    ),
    section(
      paint('bold', `Not compared (${record.notCompared.length})`),
      record.notCompared.map(
        ({ at, why, operations }) =>
          `${visible(at)}: ${visible(why)} (${operationsText(operations)})`,
      ),
    ),
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
  ]
  const { old, new: fresh, status, why } = record
  return [
    ...sections.filter((text) => text !== ''),
    `Compared: ${visible(old.source)} → ${visible(fresh.source)}, ${plural(fresh.operations, 'operation')}`,
    paint(colours[status], `${status}: ${why}`),
  ].join('\n')
}

function section(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `${title}\n${items.join('\n')}\n`
}

/** What, whom, where, and what to do. */
function fullText(change: ChangeRecord, paint: Paint): string {
  const { before, after, who, why, hint, old, new: fresh, impact } = change
  const hits = impact ? impactLines(impact) : []
  return [
    paint('red', titleOf(change)),
    `  what   ${visible(before)} → ${visible(after)}`,
    `  whom   ${names[who]} of ${operationsText(change.operations)}`,
    `  why    ${why}`,
    `  proof  ${proofText(change)}`,
    ...curlLines(change),
    `  where  ${visible(old.place)} → ${visible(fresh.place)}`,
    ...hits.map(
      (text, index) => `  ${index === 0 ? 'hits' : '    '}   ${text}`,
    ),
    `  do     ${hint}`,
  ].join('\n')
}

function proofText({ proof, witness }: ChangeRecord): string {
  if (proof === 'for-all')
    return `it holds for every exchange that uses it${witness ? ', such as' : ''}`
  if (proof === 'none found')
    return 'none found: no text that only one of the patterns allows'
  if (!witness) return 'the rules alone: no example was found'
  const { of, part, value, allowedBy, refusedBy } = witness
  const what = of === 'request' ? 'request' : 'response'
  const example = visible(JSON.stringify(value), 200)
  return `${what}, ${visible(part)} ${example}: the ${allowedBy} contract allows it, the ${refusedBy} one does not`
}

function curlLines({ witness }: ChangeRecord): readonly string[] {
  const lines = witness?.curl?.split('\n') ?? []
  return lines.map((line) => `         ${visible(line, 500)}`)
}

function lineOf(change: ChangeRecord): string {
  const { before, after, operations } = change
  return `${titleOf(change)}: ${visible(before)} → ${visible(after)} (${operationsText(operations)})`
}

function titleOf({ title, at, aspect, code }: ChangeRecord): string {
  const about = aspect === undefined ? '' : ` (${aspect})`
  return `${visible(at)} · ${title}${about} [${code}]`
}

/** The first three by name. */
function operationsText(operations: readonly string[]): string {
  const shown = operations.slice(0, 3).map((key) => visible(key))
  const more = operations.length - shown.length
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
