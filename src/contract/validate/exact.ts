/** Finds the numbers of a contract that a `number` would round. */
import { exactOf } from '../../model/exact-number.ts'
import { joinPointer, resolvePointer } from '../../model/json-pointer.ts'
import { mayRound } from '../../model/json-text.ts'
import { readJsonText } from '../../model/read-json.ts'
import type { ExactAt } from './numbers.ts'

/** From a JSON pointer to the number that is written there; undefined where a
 * `number` holds it. */
export function exactNumbersOf(text: string): ExactAt {
  const read = mayRound(text) ? readJsonText(text) : undefined
  if (read?.kind !== 'json') return () => undefined
  const { value, rounded } = read
  const decimals = new Map(
    rounded.map(({ text: token, path = [] }) => [
      joinPointer('', ...path),
      exactOf(token),
    ]),
  )
  return (pointer) => {
    const found = resolvePointer(value, pointer)
    return typeof found === 'bigint' ? found : decimals.get(pointer)
  }
}
