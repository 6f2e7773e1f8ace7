/** Finds where a rule is written. */
import type { JsonObject } from '../../model/contract.ts'
import { joinPointer, resolvePointer } from '../../model/json-pointer.ts'
import { isJsonObject } from '../../model/json.ts'
import type { Spot } from './alternative.ts'

type Words = readonly string[]

/** The pointer of the first of the keywords in the schemas; without one, of the
 * schema in which it would be written. */
export function writtenAt(
  document: JsonObject,
  spot: Spot,
  words: Words,
): string {
  return pointersOf(document, spot, words)[0] ?? spot[0] ?? ''
}

/** Whether one of the schemas itself has one of the keywords. */
export function isWrittenIn(
  document: JsonObject,
  spot: Spot,
  words: Words,
): boolean {
  return pointersOf(document, spot, words).length > 0
}

function pointersOf(document: JsonObject, spot: Spot, words: Words): Spot {
  return spot.flatMap((pointer) => {
    const node = resolvePointer(document, pointer)
    const word = words.find((one) => isJsonObject(node) && one in node)
    return word === undefined ? [] : [joinPointer(pointer, word)]
  })
}
