/** Finds the integers of a contract that a `number` would round. */
import { resolvePointer } from '../../model/json-pointer.ts'
import { mayRound } from '../../model/json-text.ts'
import { readJsonText } from '../../model/read-json.ts'
import type { JsonValue } from '../../model/contract.ts'

/** From a JSON pointer to the integer that is written there; undefined where a
 * `number` holds it. */
export function exactNumbersOf(
  text: string,
): (pointer: string) => bigint | undefined {
  const read = mayRound(text) ? readJsonText(text) : undefined
  const exact: JsonValue = read?.kind === 'json' ? read.value : null
  return (pointer) => {
    const value = exact === null ? undefined : resolvePointer(exact, pointer)
    return typeof value === 'bigint' ? value : undefined
  }
}
