/** Finds where a rule is written. */
import type { JsonObject } from '../../model/contract.ts'
import { joinPointer, resolvePointer } from '../../model/json-pointer.ts'
import { isJsonObject } from '../../model/json.ts'
import type { Spot } from './alternative.ts'

/** The pointer of the first of the keywords in the schemas; without one, of the
 * schema in which it would be written. */
export function writtenAt(
  document: JsonObject,
  spot: Spot,
  words: readonly string[],
): string {
  const found = spot.flatMap((pointer) => {
    const node = resolvePointer(document, pointer)
    const word = words.find((one) => isJsonObject(node) && one in node)
    return word === undefined ? [] : [joinPointer(pointer, word)]
  })
  return found[0] ?? spot[0] ?? ''
}
