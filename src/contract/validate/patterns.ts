/** Compiles the patterns of a contract with a time limit: some patterns would
 * block the process for years on some texts. */
import { createContext, Script } from 'node:vm'
import type { Options } from 'ajv'

const withinMs = 100
const secondTryMs = 1000

type Engine = NonNullable<NonNullable<Options['code']>['regExp']>

export type Patterns = {
  readonly compile: Engine
  /** Whether a pattern took too long; it is not tried again. */
  readonly isUndecided: (source: unknown) => boolean
}

/** The patterns of OpenAPI 3.0 are ECMA-262 5.1 (OpenAPI 3.0.3 §4.7.24), where
 * `\-` means a hyphen. Authors of today write `\p{L}`, too. So a pattern is read
 * with the flag u if it can be, else without. Undefined where neither reads it,
 * or where another language is meant, such as by `\A`, `[[:alpha:]]` or `/^a$/`:
 * such a pattern judges nothing. */
export function readPattern(source: string): RegExp | undefined {
  if (/^\/\^.*\$\/[a-z]*$/s.test(source)) return undefined
  return expressionOf(source, 'u') ?? olderExpression(source)
}

/** Without the flag u, an engine drops the backslash before an unknown letter.
 * ECMA-262 5.1 §15.10.1 knows these letters only. */
function olderExpression(source: string): RegExp | undefined {
  const escaped = [...source.matchAll(/\\(.)/gs)].map(([, sign = '']) => sign)
  const isForeign = escaped.some(
    (sign) => /[a-z]/i.test(sign) && !/[bcdfnrstuvwxBDSW]/.test(sign),
  )
  const hasPosixClass = /\[:\^?[a-z]+:\]/.test(source)
  return isForeign || hasPosixClass ? undefined : expressionOf(source, '')
}

function expressionOf(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags)
  } catch {
    return undefined
  }
}

/** @param limitMs how long one text may take. */
export function createPatterns(limitMs = withinMs): Patterns {
  const undecided = new Set<unknown>()
  const compile = (source: string) => {
    const expression = readPattern(source)
    if (!expression) throw new Error(`"${source}" is no regular expression`)
    const given = createContext({ expression, text: '' })
    const script = new Script('expression.test(text)')
    const test = (text: string): boolean => {
      if (undecided.has(source)) return false
      given['text'] = text
      // On a busy machine a quick pattern may take long: it has a second try.
      for (const timeout of [limitMs, Math.max(limitMs, secondTryMs)])
        try {
          return script.runInContext(given, { timeout }) === true
        } catch {
          continue
        }
      undecided.add(source)
      return false
    }
    // ajv identifies a pattern by its text.
    return { test, toString: () => String(expression) }
  }
  const engine = Object.assign(compile, { code: 'new RegExp' })
  return { compile: engine, isUndecided: (source) => undecided.has(source) }
}

/** Which of many texts match, in one go. Undefined where that takes longer than
 * a second, or the pattern is broken. */
export function matchesOf(
  source: string,
  texts: readonly string[],
): readonly boolean[] | undefined {
  const expression = readPattern(source)
  if (!expression) return undefined
  try {
    const given = createContext({ expression, texts: [...texts], found: [] })
    new Script(
      'for (const text of texts) found.push(expression.test(text))',
    ).runInContext(given, { timeout: 1000 })
    const found: unknown = given['found']
    return Array.isArray(found) ? found.map(Boolean) : undefined
  } catch {
    return undefined
  }
}

export const undecidedText = `a text on which the pattern takes longer than ${secondTryMs} ms`
