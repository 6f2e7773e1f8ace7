/** Templates: finds `${{ … }}` in the strings of a value and fills them in. */
import type { JsonValue } from '../model/contract.ts'
import { furtherMarker } from './marker.ts'
import {
  parseExpression,
  type Expression,
  type ExpressionFault,
} from './expression.ts'
import { isList, isJsonObject } from '../model/json.ts'
import { valueAt } from './path.ts'
import { renderPath } from '../model/path.ts'

/** The values that fill the templates. */
export type Names = {
  readonly values: ReadonlyMap<string, JsonValue>
  /** Milliseconds since the epoch that `time()` counts from. */
  readonly caseStartMs: number
  readonly uuid: () => string
  /** Captures whose response had numbers that no `number` holds. */
  readonly rounded?: ReadonlySet<string>
}

export type Resolved =
  { readonly kind: 'resolved'; readonly value: JsonValue } | Missing

/** `not-text`: a list or an object cannot stand inside a longer string.
 * `rounded`: what would be sent on is not what arrived. */
export type Missing = {
  readonly kind: 'missing'
  readonly name: string
  readonly reason: 'absent' | 'not-text' | 'rounded'
}

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'template'
      readonly expression: Expression | ExpressionFault
      /** Which `${{` of the string it is, from 0, escaped ones included. */
      readonly ordinal: number
    }

const token = /\$?\$\{\{(?:((?:'[^'\n]*'|"[^"\n]*"|(?!\}\})[^'"])*)\}\})?/g
const parsed = new Map<string, readonly Part[]>()

/** Parses each string once, even if many cases use it. */
export function parseTemplate(text: string): readonly Part[] {
  const known = parsed.get(text)
  if (known) return known
  const parts = text.includes('${{') ? split(text) : [literal(text)]
  parsed.set(text, parts)
  return parts
}

function split(text: string): readonly Part[] {
  const parts: Part[] = []
  let end = 0
  let ordinal = 0
  token.lastIndex = 0
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match.index > end) parts.push(literal(text.slice(end, match.index)))
    if (match[0].startsWith('$$')) {
      parts.push(literal('${{'))
      token.lastIndex = match.index + '$${{'.length
    } else {
      const inner = match[1]
      const expression = inner === undefined ? open : parse(inner)
      parts.push({ kind: 'template', expression, ordinal })
    }
    ordinal += 1
    end = token.lastIndex
  }
  if (end < text.length) parts.push(literal(text.slice(end)))
  return parts
}

const parse = (inner: string) => parseExpression(inner.trim())
const literal = (text: string): Part => ({ kind: 'text', text })
const open: ExpressionFault = {
  kind: 'fault',
  fact: 'The template has no end',
  hint: 'close it with }}, or write $${{ to mean the characters themselves',
}

/** The value with every template filled in, or the first name that is missing. */
export function resolve(value: JsonValue, names: Names): Resolved {
  if (typeof value === 'string') return resolveText(value, names)
  if (isList(value)) {
    const items: JsonValue[] = []
    for (const item of value) {
      const result = resolve(item, names)
      if (result.kind === 'missing') return result
      items.push(result.value)
    }
    return { kind: 'resolved', value: items }
  }
  if (!isJsonObject(value)) return { kind: 'resolved', value }
  const entries: [string, JsonValue][] = []
  for (const [key, item] of Object.entries(value)) {
    const result = resolve(item, names)
    if (result.kind === 'missing') return result
    entries.push([key, result.value])
  }
  return { kind: 'resolved', value: Object.fromEntries(entries) }
}

function resolveText(text: string, names: Names): Resolved {
  if (!text.includes('${{')) return { kind: 'resolved', value: text }
  const parts = parseTemplate(text)
  const [only] = parts
  if (parts.length === 1 && only?.kind === 'template')
    return evaluate(only.expression, names)
  let whole = ''
  for (const part of parts) {
    if (part.kind === 'text') {
      whole += part.text
      continue
    }
    const result = evaluate(part.expression, names)
    if (result.kind === 'missing') return result
    if (isList(result.value) || isJsonObject(result.value))
      return { kind: 'missing', name: nameOf(part), reason: 'not-text' }
    whole += String(result.value)
  }
  return { kind: 'resolved', value: whole }
}

function evaluate(
  expression: Expression | ExpressionFault,
  names: Names,
): Resolved {
  switch (expression.kind) {
    case 'name': {
      const { name, path } = expression
      const value = valueAt(names.values.get(name), path)
      if (value !== undefined) return { kind: 'resolved', value }
      const missing = renderPath([name, ...path])
      const reason = names.rounded?.has(name) ? 'rounded' : 'absent'
      return { kind: 'missing', name: missing, reason }
    }
    case 'uuid':
      return { kind: 'resolved', value: names.uuid() }
    case 'marker': {
      const first = valueAt(names.values.get('run'), ['marker'])
      if (typeof first !== 'string')
        return { kind: 'missing', name: 'run.marker', reason: 'absent' }
      const value = furtherMarker(first, expression.number)
      return { kind: 'resolved', value }
    }
    case 'time': {
      const value = instantAt(names.caseStartMs + expression.offsetMs)
      return { kind: 'resolved', value }
    }
    case 'repeat': {
      const value = expression.text.repeat(expression.times)
      return { kind: 'resolved', value }
    }
    case 'fault':
      return { kind: 'missing', name: expression.fact, reason: 'absent' }
    default:
      return expression satisfies never
  }
}

/** The next whole second, as the published samples have it: an API may keep no
 * part of one. */
function instantAt(ms: number): string {
  const at = new Date(Math.ceil(ms / 1000) * 1000)
  return at.toISOString().replace('.000Z', 'Z')
}

function nameOf(part: Part & { kind: 'template' }): string {
  const { expression } = part
  if (expression.kind !== 'name') return expression.kind
  return renderPath([expression.name, ...expression.path])
}
