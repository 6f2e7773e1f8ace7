/** Parses what may stand inside `${{ }}`: a path on names, or a function. */
import { parsePath } from './path.ts'
import { type Path } from '../model/path.ts'

export type Expression =
  | { readonly kind: 'name'; readonly name: string; readonly path: Path }
  | { readonly kind: 'uuid' }
  | { readonly kind: 'marker'; readonly number: number }
  | { readonly kind: 'time'; readonly offsetMs: number }
  | { readonly kind: 'repeat'; readonly text: string; readonly times: number }

export type ExpressionFault = {
  readonly kind: 'fault'
  readonly fact: string
  /** The name that was not known, and those that are. */
  readonly unknown?: { readonly name: string; readonly valid: Names }
  readonly hint?: string
}

type Names = readonly string[]
type Parsed = Expression | ExpressionFault

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const farthestMs = 100 * 366 * unitMs.d
const longestRepeat = 100_000

export function parseExpression(text: string): Parsed {
  const call = /^([A-Za-z_]\w*)\s*\(([^]*)\)$/.exec(text)
  if (call) return parseCall(call[1] ?? '', (call[2] ?? '').trim())
  const path = parsePath(text)
  const [name, ...rest] = path ?? []
  if (typeof name === 'string') return { kind: 'name', name, path: rest }
  return {
    kind: 'fault',
    fact:
      text === ''
        ? 'The template is empty'
        : `"${text}" is neither a name nor a function`,
    hint: "a template holds one dotted name, or uuid(), marker(2), time(+1h), repeat('x', 3)",
  }
}

function parseCall(name: string, argument: string): Parsed {
  switch (name) {
    case 'uuid':
      return argument === '' ? { kind: 'uuid' } : wrongUse(name, 'uuid()')
    case 'marker':
      return /^(?:[2-9]|[1-9]\d)$/.test(argument)
        ? { kind: 'marker', number: Number(argument) }
        : wrongUse(name, 'marker(2), or another number up to 99')
    case 'time':
      return parseTime(argument)
    case 'repeat':
      return parseRepeat(argument)
    default:
      return {
        kind: 'fault',
        fact: `Unknown function "${name}"`,
        unknown: { name, valid: ['uuid', 'marker', 'time', 'repeat'] },
      }
  }
}

function parseTime(argument: string): Parsed {
  const match = /^([+-])(\d{1,15})(ms|s|m|h|d)$/.exec(argument)
  const [, sign, count, unit] = match ?? []
  if (!isUnit(unit)) return wrongUse('time', 'time(+1h) or time(-30s)')
  const size = Number(count) * unitMs[unit]
  if (size > farthestMs) return wrongUse('time', 'at most 100 years')
  return { kind: 'time', offsetMs: sign === '-' ? -size : size }
}

function isUnit(unit: string | undefined): unit is keyof typeof unitMs {
  return unit !== undefined && Object.hasOwn(unitMs, unit)
}

function parseRepeat(argument: string): Parsed {
  const match = /^(?:'([^']*)'|"([^"]*)")\s*,\s*(\d{1,9})$/.exec(argument)
  if (!match) return wrongUse('repeat', "repeat('x', 300)")
  const text = match[1] ?? match[2] ?? ''
  const times = Number(match[3])
  if (text.length * times > longestRepeat)
    return wrongUse('repeat', `at most ${longestRepeat} characters in all`)
  return { kind: 'repeat', text, times }
}

function wrongUse(name: string, form: string): ExpressionFault {
  return {
    kind: 'fault',
    fact: `"${name}" has wrong arguments`,
    hint: `write ${form}`,
  }
}
