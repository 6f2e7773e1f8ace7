/** Exact numbers: beyond 2^53 two whole numbers may be one and the same number in
 * memory, though the contracts write them differently. */
import { visit } from 'jsonc-parser'
import type { Contract, JsonObject, JsonValue } from '../model/contract.ts'
import { joinPointer } from '../model/json-pointer.ts'
import { isJsonObject, isList } from '../model/json.ts'
import type { Both } from './schemas/pairing.ts'

const sign = 'x-exact-number'

/** As it is written; undefined for anything else. */
export function exactOf(value: JsonValue): string | undefined {
  const text = isJsonObject(value) ? value[sign] : undefined
  return typeof text === 'string' ? text : undefined
}

/** Where two such numbers differ, both are replaced by their texts. */
export function withExactNumbers(given: Both<Contract>): Both<Contract> {
  const numbers = { old: longIn(given.old.text), new: longIn(given.new.text) }
  const differing = [...numbers.old].filter(([pointer, text]) => {
    const other = numbers.new.get(pointer)
    return other !== undefined && other !== text && Number(other) === +text
  })
  if (differing.length === 0) return given
  const replaced = (which: 'old' | 'new'): Contract => {
    const texts = new Map(
      differing.map(([at]) => [at, numbers[which].get(at) ?? '']),
    )
    const { document } = given[which]
    return { ...given[which], document: replaceIn(document, texts) }
  }
  return { old: replaced('old'), new: replaced('new') }
}

/** JSON pointer → whole number that cannot be kept. */
function longIn(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  if (!/[\s:,[]-?\d{16}/.test(text)) return found
  visit(text, {
    onLiteralValue(...[value, offset, length, , , path]) {
      const written = text.slice(offset, offset + length)
      const isWhole = typeof value === 'number' && /^-?\d{16,}$/.test(written)
      if (isWhole && BigInt(written) !== BigInt(value))
        found.set(joinPointer('', ...path()), written)
    },
  })
  return found
}

function replaceIn(
  document: JsonObject,
  texts: ReadonlyMap<string, string>,
): JsonObject {
  const convert = (value: JsonValue, pointer: string): JsonValue => {
    const text = texts.get(pointer)
    if (text !== undefined) return { [sign]: text }
    if (isList(value))
      return value.map((one, index) =>
        convert(one, joinPointer(pointer, index)),
      )
    return isJsonObject(value) ? convertObject(value, pointer) : value
  }
  const convertObject = (value: JsonObject, pointer: string): JsonObject =>
    Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        convert(inner, joinPointer(pointer, key)),
      ]),
    )
  return convertObject(document, '')
}
