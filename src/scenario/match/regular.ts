/** Regular expressions of a scenario, which long texts are not matched with. */
import type { JsonValue } from '../../model/contract.ts'

/** A longer text does not match. */
const longestMatched = 10_000

export function isMatched(
  operand: JsonValue,
  received: JsonValue | undefined,
): boolean {
  if (typeof operand !== 'string' || typeof received !== 'string') return false
  if (received.length > longestMatched) return false
  return compileExpression(operand)?.test(received) ?? false
}

/** Undefined where the text is no regular expression. */
export function compileExpression(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'u')
  } catch {
    return undefined
  }
}
