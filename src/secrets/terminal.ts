/** Terminal: the one place that prints. No secret, no password of a URL, no
 * control character and no command to a CI agent gets through. */
import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { withoutAgentCommands } from './agent-commands.ts'
import { secretsIn } from './audit/environment.ts'
import { createSecrets } from './redact.ts'
import { withoutUserInfo } from './user-info.ts'
import { visibleLines } from './visible.ts'

/** Lets the process go on if the reader of its output ends, as `head` does, or
 * its disk is full: the files of a run and its cleanup matter more. */
export function outliveReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => {})
  }
}

/** Lines to the standard output. */
export function printOut(text: string): void {
  process.stdout.write(`${printable(text)}\n`)
}

/** Lines to the standard error. */
export function printError(text: string): void {
  process.stderr.write(`${printable(text)}\n`)
}

/** To the standard output of the process, even where Playwright shows nothing
 * of what is written to the stream. */
export function printDirectly(text: string): void {
  try {
    writeSync(1, `${printable(text)}\n`)
  } catch {
    // Nothing reads it any more.
  }
}

export type Annotation = {
  readonly level: 'error' | 'warning'
  readonly title: string
  /** From the root of the repository. */
  readonly file?: string
  readonly line?: number
  readonly message: string
}

/** For GitHub Actions, which shows it beside the line. The one command to an
 * agent that is printed: each text in it is first made as safe as any other, and
 * then escaped, so that none begins a command or a property of its own. */
export function printAnnotation(annotation: Annotation): void {
  process.stdout.write(`${annotationLine(annotation)}\n`)
}

export function annotationLine({
  level,
  title,
  file,
  line,
  message,
}: Annotation): string {
  const properties = [
    ...(file === undefined ? [] : [`file=${asProperty(file)}`]),
    ...(line === undefined ? [] : [`line=${line}`]),
    `title=${asProperty(title)}`,
  ]
  return `::${level} ${properties.join(',')}::${asMessage(message)}`
}

// The runner turns these back: `toCommandValue` of @actions/core.
function asMessage(text: string): string {
  return printable(text)
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
}

function asProperty(text: string): string {
  return asMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

/** Credentials that a sandbox has made up: a person copies them. */
export function printMadeUp(text: string): void {
  process.stdout.write(`${visibleLines(text)}\n`)
}

/** Replaces the last line; shows nothing where no person looks. */
export function printCount(done: number, total: number): void {
  if (!process.stderr.isTTY) return
  process.stderr.write(`\r${done}/${total}${done === total ? '\n' : ''}`)
}

/** Several lines that are safe wherever they are printed. */
export function printable(text: string): string {
  const clean = withoutUserInfo(redact(text))
  return withoutAgentCommands(visibleLines(clean)).replaceAll(
    colourMark,
    '\u001b[$1m',
  )
}

// No response can hold it, so that every colour is one of ours.
const key = randomUUID()
const colourMark = new RegExp(`\\{${key} (\\d+)\\}`, 'g')

/** The codes that begin and end each (ECMA-48, SGR). */
const colours = {
  bold: [1, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  magenta: [35, 39],
  gray: [90, 39],
} as const

export type Colour = keyof typeof colours

/** The text in a colour, once it is printed. */
export function inColour(colour: Colour, text: string): string {
  const [on, off] = colours[colour]
  return `{${key} ${on}}${text}{${key} ${off}}`
}

let known: { readonly of: string; readonly redact: (text: string) => string } =
  {
    of: '[]',
    redact: createSecrets([]).redact,
  }

/** By the environment of now: a process may run several commands. */
function redact(text: string): string {
  const values = secretsIn(process.env).map(([, value]) => value)
  const of = JSON.stringify(values)
  if (known.of !== of) known = { of, redact: createSecrets(values).redact }
  return known.redact(text)
}
