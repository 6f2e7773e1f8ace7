/** Makes text of the API safe to show: no hidden and no control characters, no
 * command to a CI agent. */
import {
  withoutAgentCommands,
  withoutAgentCommandsInJson,
} from './agent-commands.ts'

// C0 and C1 controls, marks that reorder or hide text (Unicode UAX #9), line
// and paragraph separators, lone surrogates.
const unsafe =
  // oxlint-disable-next-line no-control-regex -- finding them is the point
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\u{e0000}-\u{e007f}]/gu

const named: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

/** One line, at most `limit` characters, control characters written out. */
export function visible(text: string, limit = 300): string {
  // Cut before escaping, so that a long text costs no time.
  const escaped = withoutAgentCommands(
    text.slice(0, limit * 2).replace(unsafe, writeOut),
  )
  if (text.length <= limit * 2 && escaped.length <= limit) return escaped
  const kept = escaped.slice(0, limit).replace(/[\ud800-\udbff]$/, '')
  return `${kept}… (${text.length} characters in all)`
}

/** As `visible`, but line breaks and tabs stay: for bodies and whole logs. */
export function visibleLines(text: string): string {
  return text.replace(unsafe, (found) =>
    found === '\n' || found === '\t' ? found : writeOut(found),
  )
}

/** JSON of the same value, as every parser reads it. */
export function visibleJson(value: unknown, indent?: number): string {
  const json = JSON.stringify(value, undefined, indent)
  return withoutAgentCommandsInJson(
    json.replace(unsafe, (found) => (found === '\n' ? found : units(found))),
  )
}

function units(found: string): string {
  return found.replaceAll(
    /[^]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function writeOut(found: string): string {
  const code = found.codePointAt(0) ?? 0
  return (
    named[found] ??
    (code > 0xffff
      ? `\\u{${code.toString(16)}}`
      : `\\u${code.toString(16).padStart(4, '0')}`)
  )
}
