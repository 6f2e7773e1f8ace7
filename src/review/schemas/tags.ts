/** Tags: which values of the discriminator choose which variant. */
import { refTarget } from '../../contract/document/refs.ts'
import type { JsonObject } from '../../model/contract.ts'
import { resolvePointer, stepsOf } from '../../model/json-pointer.ts'
import { isJsonObject, objectOr } from '../../model/json.ts'

export type Tag = {
  readonly property: string
  readonly values: readonly string[]
}

/** By the index of the branch. Without a mapping for it, the tag of a reference
 * is the name of its component (OpenAPI 3.0.3 §4.7.25). */
export function tagsOfBranches(
  document: JsonObject,
  given: { readonly node: JsonObject; readonly branches: readonly string[] },
): readonly (Tag | undefined)[] {
  const { propertyName, mapping } = objectOr(given.node['discriminator'])
  if (typeof propertyName !== 'string') return []
  const written = Object.entries(objectOr(mapping)).map(([value, target]) => ({
    value,
    target: targetOf(String(target)),
  }))
  return given.branches.map((pointer) => {
    const branch = resolvePointer(document, pointer)
    if (!isJsonObject(branch) || !('$ref' in branch)) return undefined
    const target = refTarget(branch['$ref'])
    const values = written
      .filter((one) => one.target === target)
      .map(({ value }) => value)
      .toSorted()
    const name = stepsOf(target).at(-1) ?? ''
    return { property: propertyName, values: values.length ? values : [name] }
  })
}

/** A mapping names a component by its name alone, too. */
function targetOf(target: string): string {
  return target.startsWith('#')
    ? refTarget(target)
    : `/components/schemas/${target}`
}
