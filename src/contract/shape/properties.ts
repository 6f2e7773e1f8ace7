/** Lists the places of all properties that a schema documents, for coverage. */
import { flatten } from '../document/flatten.ts'
import { joinPointer } from '../../model/json-pointer.ts'
import { objectOr } from '../../model/json.ts'
import type { JsonObject } from '../../model/contract.ts'

/** A schema may refer to itself; deeper places are left out. */
const deepest = 12

/** `client_session`, `client_session.token`, `client_sessions[].token`, …
 * sorted, with those of all variants; a schema inside itself is not entered.
 * Throws an `Error` when a reference has no target. */
export function documentedPaths(
  document: JsonObject,
  pointer: string,
): readonly string[] {
  const found = new Set<string>()
  const visit = (at: string, path: string, above: readonly string[]): void => {
    const { parts, variants } = flatten(document, at)
    const [own] = parts
    if (!own || above.includes(own.pointer) || above.length > deepest) return
    const below = [...above, own.pointer]
    for (const part of parts) {
      for (const name of Object.keys(objectOr(part.node['properties']))) {
        const inner = path === '' ? name : `${path}.${name}`
        found.add(inner)
        visit(joinPointer(part.pointer, 'properties', name), inner, below)
      }
      if ('items' in part.node)
        visit(joinPointer(part.pointer, 'items'), `${path}[]`, below)
    }
    for (const branch of variants.flatMap((one) => one.branches))
      visit(branch, path, below)
  }
  visit(pointer, '', [])
  return [...found].toSorted()
}
