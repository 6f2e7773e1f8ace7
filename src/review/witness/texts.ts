/** Judges a value of a parameter as the text that stands in the request. */
import type { JsonValue } from '../../model/contract.ts'
import type { Link } from '../difference.ts'
import { textsOf, valuesOfTexts } from '../operations/wire.ts'

/** Whether the other contract takes the text for a value that it allows, or the
 * value has no text at all. What is no text is refused as it is. */
export function isAcceptedText(
  value: JsonValue,
  {
    part,
    allowedBy,
    refusedBy,
    isAllowed,
  }: {
    readonly part: Link
    readonly allowedBy: 'old' | 'new'
    readonly refusedBy: 'old' | 'new'
    /** By the contract that refuses the value. */
    readonly isAllowed: (value: JsonValue) => boolean
  },
): boolean {
  const { wires } = part
  if (!wires || Object.prototype.toString.call(value) === '[object Object]')
    return false
  const texts = textsOf(value, wires[allowedBy])
  if (!texts) return true
  return valuesOfTexts(texts, wires[refusedBy]).some(isAllowed)
}
