/** A review as one comment of a pull request. */
import { visible } from '../../secrets/visible.ts'
import { exampleOf } from '../review-example.ts'
import type { ChangeRecord, ReviewRecord } from '../review-record.ts'
import {
  comparedText,
  factsOf,
  firstOf,
  proofWords,
  titleOf,
  whom,
} from '../review-words.ts'
import { fit, folded, longestComment, type Piece } from './fit.ts'
import { block, code, codeInHtml, codeInTable } from './markdown.ts'

/** By it the next review finds the comment, and writes it again. */
const commentMarker = '<!-- seamwatch-review -->'

export function renderComment(record: ReviewRecord): string {
  const counted = record.changes.filter(({ accepted }) => !accepted)
  const of = (...levels: readonly string[]): readonly ChangeRecord[] =>
    counted.filter(({ level }) => levels.includes(level))
  const harmful = of('breaking', 'risky')
  const hasFollows = harmful.some(({ follows }) => follows)
  const pieces: readonly Piece[] = [
    ...(harmful.length === 0
      ? []
      : [{ what: 'head', text: `\n${headOf(hasFollows)}` }]),
    ...harmful.map((change) => ({
      what: `${change.level} rows`,
      text: rowOf(change, hasFollows),
    })),
    ...harmful.map((change) => ({
      what: `${change.level} details`,
      text: `\n${detailsOf(change)}`,
    })),
    ...folded('not compared', record.notCompared.map(notComparedLine)),
    ...folded(
      'accepted',
      record.changes.filter(({ accepted }) => accepted).map(acceptedLine),
    ),
    ...folded('compatible', of('compatible', 'editorial').map(lineOf)),
    ...folded('perhaps renamed', record.renames.map(renameLine)),
    ...folded('accepted without effect', acceptanceLines(record)),
  ]
  const { old, new: fresh, status, why } = record
  return fit(pieces, {
    limit: longestComment,
    whole: 'The review with `--json`',
    head: `${commentMarker}\n**Contract review: ${status}.** ${sentence(why)}`,
    foot: `\nCompared: ${code(old.source)} → ${code(fresh.source)}, ${comparedText(record)}; seamwatch ${record.seamwatch}.\n`,
  })
}

function headOf(hasFollows: boolean): string {
  const names = ['change', 'breaks', 'operations']
  const all = hasFollows ? [...names, 'live API follows'] : names
  return `| ${all.join(' | ')} |\n|${all.map(() => ' --- |').join('')}`
}

function rowOf(change: ChangeRecord, hasFollows: boolean): string {
  const { level, at, who, operations, follows } = change
  const cells = [
    `**${level}** ${codeInTable(at)}: ${titleOf(change)}`,
    whom[who],
    `${operations.length}: ${operationsText(operations, codeInTable)}`,
    ...(hasFollows ? [follows?.answer ?? 'not asked'] : []),
  ]
  return `| ${cells.join(' | ')} |`
}

function detailsOf(change: ChangeRecord): string {
  const { level, at, before, after, why, hint, old, new: fresh } = change
  const example = exampleOf(change)
  const items = [
    `whom: ${whom[change.who]} of ${operationsText(change.operations, code)}`,
    ...factsOf(change).map(({ name, items: all }) => {
      const shown = all.slice(0, 10).map((item) => code(item))
      const more = all.length - shown.length
      return `${name}: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
    }),
    `where: ${code(old.place)} → ${code(fresh.place)}`,
    `to accept it: ${code(change.fingerprint)}`,
  ]
  return [
    `<details><summary>${level}: ${codeInHtml(at)} ${titleOf(change)}</summary>`,
    block('diff', `- ${visible(before, 1000)}\n+ ${visible(after, 1000)}`),
    `${why} ${hint}`,
    `Proof: ${proofWords(change)}${example ? ':' : '.'}`,
    ...(example ? [block(example.language, example.text)] : []),
    items.map((item) => `- ${item}`).join('\n'),
    '</details>',
  ].join('\n\n')
}

function lineOf(change: ChangeRecord): string {
  const { at, before, after, operations } = change
  return `${code(at)}: ${titleOf(change)}: ${code(before)} → ${code(after)} (${operationsText(operations, code)})`
}

function acceptedLine(change: ChangeRecord): string {
  const { owner = '', until = '', reason = '' } = change.accepted ?? {}
  return `**${change.level}** ${code(change.at)}: ${titleOf(change)}: by ${code(owner)} until ${until}, because ${code(reason)}`
}

function notComparedLine({
  at,
  why,
  operations,
}: ReviewRecord['notCompared'][number]): string {
  return `${code(at)}: ${code(why)} (${operationsText(operations, code)})`
}

function renameLine({
  kind,
  from,
  to,
}: ReviewRecord['renames'][number]): string {
  return `${kind} ${code(from)} → ${code(to)}`
}

function acceptanceLines({ acceptances }: ReviewRecord): readonly string[] {
  return [
    ...acceptances.expired.map(
      ({ fingerprint, until, place, owner }) =>
        `${code(fingerprint)} expired on ${until}, so the change counts again (${code(place)}, ${code(owner)})`,
    ),
    ...acceptances.unused.map(
      ({ fingerprint, place }) =>
        `no change has the fingerprint ${code(fingerprint)} (${code(place)})`,
    ),
  ]
}

function operationsText(
  operations: readonly string[],
  show: (text: string) => string,
): string {
  const { shown, more } = firstOf(operations)
  const names = shown.map((name) => show(name)).join(', ')
  return more > 0 ? `${names} and ${more} more` : names
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
