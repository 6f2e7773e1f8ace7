/** Checks what stands around a template: a line break that YAML adds, and
 * anything beside a marker. */
import type { JsonValue } from '../../model/contract.ts'
import { isList, isJsonObject } from '../../model/json.ts'
import type { Path } from '../../model/path.ts'
import type { Fault, Source } from '../parse/source.ts'
import { parseTemplate } from '../template.ts'
import { scopeOf } from './scope.ts'

export function checkSpace(source: Source): readonly Fault[] {
  return scopeOf(source.value).sites.flatMap(({ value, path }) =>
    textsIn(value, path).flatMap((text) => [
      ...spaceAround(text),
      ...(path.at(-1) === 'expect' ? [] : besideMarker(text)),
    ]),
  )
}

type Text = { readonly text: string; readonly path: Path }

function textsIn(value: JsonValue | undefined, path: Path): readonly Text[] {
  if (typeof value === 'string')
    return value.includes('${{') ? [{ text: value, path }] : []
  if (isList(value))
    return value.flatMap((item, index) => textsIn(item, [...path, index]))
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([key, item]) =>
    textsIn(item, [...path, key]),
  )
}

/** `>` and `|` end a text with a line break; in a text of several lines that may
 * be meant. */
function spaceAround({ text, path }: Text): readonly Fault[] {
  const isOneLine = !text.trimEnd().includes('\n')
  const gains = text.endsWith('\n') && isOneLine
  if (!gains && !isAloneInSpace(text)) return []
  const what = text.includes('\n') ? 'a line break' : 'a space'
  return [
    {
      code: 'template-invalid',
      fact: `The template gains ${what}, which would be sent, too`,
      hint: "write it in quotes, such as '${{ name }}', or with >- in place of > or |",
      spot: { path, at: 'value' },
    },
  ]
}

function isAloneInSpace(text: string): boolean {
  const parts = parseTemplate(text)
  const others = parts.filter((part) => part.kind === 'text')
  return (
    others.length > 0 &&
    others.length === parts.length - 1 &&
    others.every((part) => part.text.trim() === '')
  )
}

/** With anything around it, a key is no marker: no cleanup would know it. */
function besideMarker({ text, path }: Text): readonly Fault[] {
  const parts = parseTemplate(text)
  if (parts.length === 1 || isAloneInSpace(text)) return []
  return parts.flatMap((part): readonly Fault[] => {
    if (part.kind === 'text') return []
    const { expression, ordinal } = part
    const isMarker =
      expression.kind === 'marker' ||
      (expression.kind === 'name' &&
        expression.name === 'run' &&
        expression.path.join() === 'marker')
    if (!isMarker) return []
    return [
      {
        code: 'template-invalid',
        fact: 'A marker stands alone: with anything around it, no cleanup knows it',
        hint: 'write ${{ run.marker }} as the whole value, or ${{ marker(2) }} for another one',
        spot: { path, at: 'value', ordinal },
      },
    ]
  })
}
