/** The changelog of the contract: what each pull changed, whom it breaks, and
 * which scenarios. */
import { plural } from '../model/plural.ts'
import { code } from './github/markdown.ts'
import type { ChangeRecord, ReviewRecord } from './review-record.ts'
import { firstOf, titleOf, whom } from './review-words.ts'

const head = `# Changes of the contract

What each \`npx seamwatch contract pull\` changed, the newest first. A pull writes this file.
`

/** @returns the changelog with one more entry, or undefined where nothing
 * changed. One review for each file that was pulled. */
export function withEntry(
  changelog: string | undefined,
  records: readonly ReviewRecord[],
): string | undefined {
  const changed = records.filter(({ changes }) => changes.length > 0)
  const [first] = changed
  if (!first) return undefined
  const entry = [
    `## ${code(first.new.source)}, after ${code(first.old.source)}`,
    ...changed.flatMap((record) => [
      `In ${code(record.new.file)}: ${record.status}. ${record.why}.`,
      linesOf(record).join('\n'),
    ]),
  ].join('\n\n')
  const text = changelog ?? head
  const at = text.search(/^## /m)
  const [above, below] =
    at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)]
  return `${`${above.trimEnd()}\n\n${entry}\n\n${below}`.trimEnd()}\n`
}

/** The JSON of a review has more. */
const mostLines = 100

function linesOf({ changes }: ReviewRecord): readonly string[] {
  const lines = changes.slice(0, mostLines).map(lineOf)
  const more = changes.length - lines.length
  return more > 0 ? [...lines, `- and ${more} more`] : lines
}

function lineOf(change: ChangeRecord): string {
  const { level, at, before, after, who, operations, impact } = change
  const scenarios = impact?.scenarios.map(({ id }) => id) ?? []
  return [
    `- **${level}** ${code(at)}: ${titleOf(change)}: ${code(before)} → ${code(after)}.`,
    who === 'none'
      ? ''
      : ` ${level === 'risky' ? 'May break' : 'Breaks'} ${whom[who]}.`,
    ` ${plural(operations.length, 'operation')}: ${listOf(operations)}.`,
    scenarios.length === 0 ? '' : ` Scenarios: ${listOf(scenarios)}.`,
  ].join('')
}

function listOf(names: readonly string[]): string {
  const { shown, more } = firstOf(names)
  const text = shown.map((name) => code(name)).join(', ')
  return more > 0 ? `${text} and ${more} more` : text
}
