/** Renames one key of a source; its place in the text stays. */
import type { JsonValue } from '../../model/contract.ts'
import { isList, isJsonObject } from '../../model/json.ts'
import type { Path } from '../../model/path.ts'
import { pointerOf, type Source } from '../parse/source.ts'

type Renaming = {
  readonly parent: Path
  readonly from: string
  readonly to: string
}

export function renameKey(source: Source, renaming: Renaming): Source {
  const { parent, from, to } = renaming
  const before = pointerOf([...parent, from])
  const after = pointerOf([...parent, to])
  if (source.marks.has(after)) return source
  const marks = [...source.marks].map(([pointer, mark]) => {
    const isBelow = pointer === before || pointer.startsWith(`${before}/`)
    return [
      isBelow ? after + pointer.slice(before.length) : pointer,
      mark,
    ] as const
  })
  const value = renameIn(source.value, { parent, from, to })
  return { ...source, value, marks: new Map(marks) }
}

function renameIn(value: JsonValue, { parent, from, to }: Renaming): JsonValue {
  const [step, ...rest] = parent
  const below = (item: JsonValue) => renameIn(item, { parent: rest, from, to })
  if (isList(value))
    return value.map((item, index) =>
      String(index) === String(step) ? below(item) : item,
    )
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (step === undefined) return [key === from ? to : key, item]
      return [key, key === String(step) ? below(item) : item]
    }),
  )
}
