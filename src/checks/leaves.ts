/** Leaves: the texts of a body, each with its place. Names of properties are
 * texts, too. */
import type { JsonValue } from '../model/contract.ts'
import type { Path } from '../model/path.ts'

export type Leaf = {
  readonly path: Path
  readonly text: string
  readonly isName?: true
}

const deepest = 64

export function* leavesOf(value: JsonValue, path: Path = []): Generator<Leaf> {
  if (typeof value === 'string') yield { path, text: value }
  if (typeof value !== 'object' || value === null) return
  if (path.length > deepest) return
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      yield* leavesOf(item, [...path, index])
    return
  }
  for (const [name, item] of Object.entries(value)) {
    const at = [...path, name]
    yield { path: at, text: name, isName: true }
    yield* leavesOf(item, at)
  }
}

/** `client_sessions[].token`: all elements of a list are one place. */
export function placeOf(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? '[]' : step))
    .join('.')
    .replaceAll('.[]', '[]')
}
