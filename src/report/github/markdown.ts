/** Text of other people in Markdown of GitHub: a name in a contract must not
 * mention a person, open a tag, or break a table. */
import { visible } from '../../secrets/visible.ts'

/** Between backticks nothing has a meaning; more of them than the text has in a
 * row (CommonMark §6.1). */
export function code(text: string, limit?: number): string {
  const shown = visible(text, limit)
  const mark = fenceFor(shown, 1)
  const pad = /^`|`$|^ .* $/.test(shown) ? ' ' : ''
  return shown === '' ? '_empty_' : `${mark}${pad}${shown}${pad}${mark}`
}

/** The same in a table, where a pipe ends the cell even between backticks. */
export function codeInTable(text: string, limit?: number): string {
  const shown = visible(text, limit)
  return shown.includes('|')
    ? `<code>${entities(shown)}</code>`
    : code(text, limit)
}

/** In a line of HTML, which GitHub does not read as Markdown (CommonMark §4.6). */
export function codeInHtml(text: string, limit?: number): string {
  const shown = visible(text, limit).replaceAll(/[&<>"'`]/g, entity)
  return `<code>${shown}</code>`
}

/** Every sign is written as its number: it keeps its look, and has no meaning
 * (CommonMark §2.5). */
function entities(text: string): string {
  return text.replaceAll(/[!-/:-@[-`{-~]/g, entity)
}

function entity(sign: string): string {
  return `&#${sign.charCodeAt(0)};`
}

/** A block of several lines. Each must be visible already. */
export function block(language: string, text: string): string {
  const fence = fenceFor(text, 3)
  return `${fence}${language}\n${text}\n${fence}`
}

function fenceFor(text: string, least: number): string {
  const runs = text.match(/`+/g) ?? []
  const longest = runs.reduce((most, run) => Math.max(most, run.length), 0)
  return '`'.repeat(longest < least ? least : longest + 1)
}
