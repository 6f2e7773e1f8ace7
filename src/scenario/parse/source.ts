/** A scenario file as text, value and positions; makes problems with a place. */
import { codeFrameColumns } from '@babel/code-frame'
import type { JsonValue } from '../../model/contract.ts'
import { joinPointer } from '../../model/json-pointer.ts'
import type { Place, Problem, ProblemCode } from '../../model/problem.ts'
import { positionAt } from '../../model/text-position.ts'
import type { Path } from '../../model/path.ts'

/** Offsets into the text; the end is the first offset after it. */
export type Range = readonly [start: number, end: number]

export type Mark = { readonly key?: Range; readonly value: Range }

export type Source = {
  /** From the file's path: `lifecycle/every-method`. */
  readonly id: string
  /** Path relative to the project's root, with forward slashes. */
  readonly file: string
  readonly text: string
  /** Offset at which each line begins. */
  readonly lineStarts: readonly number[]
  readonly value: JsonValue
  /** By JSON pointer (`pointerOf`): where each key and value is written. */
  readonly marks: ReadonlyMap<string, Mark>
}

/** Where a fault is: at a key, a value, or the nth `${{` of a string. */
export type Spot = {
  readonly path: Path
  readonly at: 'key' | 'value'
  readonly ordinal?: number
}

/** A problem without its line and code frame yet. */
export type Fault = {
  readonly code: ProblemCode
  readonly fact: string
  readonly hint?: string | undefined
  readonly spot: Spot
}

type Text = Pick<Source, 'file' | 'text' | 'lineStarts'>

const longestLine = 160

export function pointerOf(path: Path): string {
  return joinPointer('', ...path)
}

export function rangeOf(source: Source, spot: Spot): Range {
  const mark = source.marks.get(pointerOf(spot.path))
  if (!mark) return [0, 0]
  const range = spot.at === 'key' ? (mark.key ?? mark.value) : mark.value
  if (spot.ordinal === undefined) return range
  const written = source.text.slice(...range)
  const starts = [...written.matchAll(/\$\{\{/g)].map(({ index }) => index)
  const start = starts[spot.ordinal]
  if (start === undefined) return range
  const length = written.slice(start).indexOf('}}') + 2
  const end = length < 2 ? range[1] : range[0] + start + length
  return [range[0] + start, end]
}

function placeAt(text: Text, offset: number): Place {
  return { file: text.file, ...positionAt(text.lineStarts, offset) }
}

export function placeOf(source: Source, spot: Spot): Place {
  return placeAt(source, rangeOf(source, spot)[0])
}

/** A problem at a range of the text, with the lines around it. */
export function problemAt(
  text: Text,
  fault: Omit<Fault, 'spot'> & { readonly range: Range },
): Problem {
  const { code, fact, hint, range } = fault
  const place = placeAt(text, range[0])
  const frame = frameOf(text, range)
  return { code, fact, place, ...(frame && { frame }), ...(hint && { hint }) }
}

/** Redaction knows by the mark that a secret may have lost its end. */
function shortened(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line
}

function frameOf(text: Text, range: Range): string | undefined {
  const start = placeAt(text, range[0])
  const end = placeAt(text, range[1])
  if (start.column > longestLine) return undefined
  const startLine = Math.max(1, start.line - 2)
  const from = text.lineStarts[startLine - 1]
  const lines = text.text
    .slice(from, text.lineStarts[start.line + 1])
    .trimEnd()
    .split(/\r?\n/)
    .map(shortened)
  if (lines.length <= start.line - startLine) return undefined
  const isOneLine = start.line === end.line && end.column > start.column
  // The options' own type leaves `startLine` out.
  const options = { startLine, linesAbove: 2, linesBelow: 1 }
  return codeFrameColumns(
    lines.join('\n'),
    isOneLine ? { start, end } : { start },
    options,
  )
}
