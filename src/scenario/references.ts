/** Finds the templates in a value, with the place of each. */
import type { JsonValue } from '../model/contract.ts'
import type { Expression, ExpressionFault } from './expression.ts'
import { isList, isJsonObject } from '../model/json.ts'
import type { Path } from '../model/path.ts'
import { parseTemplate } from './template.ts'

type Located = { readonly text: string; readonly path: Path }

function stringsIn(
  value: JsonValue | undefined,
  path: Path = [],
): readonly Located[] {
  if (typeof value === 'string') return [{ text: value, path }]
  if (isList(value))
    return value.flatMap((item, index) => stringsIn(item, [...path, index]))
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([key, item]) =>
    stringsIn(item, [...path, key]),
  )
}

/** One `${{ }}`, and where it stands. */
export type Reference = {
  readonly expression: Expression | ExpressionFault
  readonly path: Path
  readonly ordinal: number
  /** Whether it stands inside a longer string, where only text can go. */
  readonly isInText: boolean
}

export function referencesIn(
  value: JsonValue | undefined,
  path: Path = [],
): readonly Reference[] {
  return stringsIn(value, path).flatMap(({ text, path: at }) => {
    if (!text.includes('${{')) return []
    const parts = parseTemplate(text)
    return parts.flatMap((part) =>
      part.kind === 'text'
        ? []
        : [
            {
              expression: part.expression,
              path: at,
              ordinal: part.ordinal,
              isInText: parts.length > 1,
            },
          ],
    )
  })
}
