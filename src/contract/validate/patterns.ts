/** Compiles the patterns of a contract with a time limit: some patterns would
 * block the process for years on some texts. */
import { createContext, Script } from 'node:vm'
import type { Options } from 'ajv'

const withinMs = 100

type Engine = NonNullable<NonNullable<Options['code']>['regExp']>

export type Patterns = {
  readonly compile: Engine
  /** Whether a pattern took too long; it is not tried again. */
  readonly isUndecided: (source: unknown) => boolean
}

/** @param limitMs how long one text may take. */
export function createPatterns(limitMs = withinMs): Patterns {
  const undecided = new Set<unknown>()
  const compile = (source: string) => {
    const expression = expressionOf(source)
    const given = createContext({ expression, text: '' })
    const script = new Script('expression.test(text)')
    const test = (text: string): boolean => {
      if (undecided.has(source)) return false
      try {
        given['text'] = text
        return script.runInContext(given, { timeout: limitMs }) === true
      } catch {
        undecided.add(source)
        return false
      }
    }
    // ajv identifies a pattern by its text.
    return { test, toString: () => String(expression) }
  }
  const engine = Object.assign(compile, { code: 'new RegExp' })
  return { compile: engine, isUndecided: (source) => undecided.has(source) }
}

/** Many patterns hold an escape that needs no escape, such as `\-`: ECMA 262 allows
 * that without the flag `u`. Throws a `SyntaxError` where it allows it nowhere. */
export function expressionOf(source: string): RegExp {
  try {
    return new RegExp(source, 'u')
  } catch (error) {
    try {
      return new RegExp(source)
    } catch {
      throw error
    }
  }
}

/** Which of many texts match, in one go. Undefined where that takes longer than
 * a second, or the pattern is broken. */
export function matchesOf(
  source: string,
  texts: readonly string[],
): readonly boolean[] | undefined {
  try {
    const expression = expressionOf(source)
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

export const undecidedText = `a text on which the pattern takes longer than ${withinMs} ms`
