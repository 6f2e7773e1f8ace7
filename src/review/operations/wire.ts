/** Wire: how the value of a parameter stands in a request, as one text or many. */
import type { JsonValue } from '../../model/contract.ts'
import { isJsonObject, isList } from '../../model/json.ts'

/** Of a parameter that is no content of its own. */
export type Wire = { readonly style: string; readonly explode: boolean }

const separators: Readonly<Record<string, string>> = {
  form: ',',
  simple: ',',
  spaceDelimited: ' ',
  pipeDelimited: '|',
}

/** Whether each item of a list is a text of its own: `a=1&a=2`. */
export function isRepeated({ style, explode }: Wire): boolean {
  return explode && style !== 'simple'
}

/** What separates the items within one text; undefined where nothing does, or the
 * style adds more to the text. */
function separatorOf(wire: Wire): string | undefined {
  return isRepeated(wire) ? undefined : separators[wire.style]
}

/** Whether such values can be compared as texts at all. */
export function isPlain({ style }: Wire): boolean {
  return style in separators
}

/** Undefined where it has no text, or one that is not written here: an object, an
 * empty list, null. */
export function textsOf(
  value: JsonValue,
  wire: Wire,
): readonly string[] | undefined {
  if (value === null || isJsonObject(value)) return undefined
  if (!isList(value)) return [String(value)]
  if (value.length === 0 || value.some((one) => Object(one) === one))
    return undefined
  const items = value.map(String)
  const separator = separatorOf(wire)
  return separator === undefined ? items : [items.join(separator)]
}

/** The values that a reader may take the texts for. */
export function valuesOfTexts(
  texts: readonly string[],
  wire: Wire,
): readonly JsonValue[] {
  const separator = separatorOf(wire)
  const [only, ...more] = texts
  const isOne = only !== undefined && more.length === 0
  const items =
    separator === undefined || !isOne ? texts : only.split(separator)
  return [
    ...(isOne ? scalarsOf(only) : []),
    items,
    items.map((item) => scalarsOf(item).at(-1) ?? item),
  ]
}

/** The text itself comes first. */
function scalarsOf(text: string): readonly JsonValue[] {
  if (text === 'true' || text === 'false') return [text, text === 'true']
  return isNumber(text) ? [text, Number(text)] : [text]
}

export function isNumber(text: string): boolean {
  return /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)
}
