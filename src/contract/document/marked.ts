/** Finds the properties of a schema that are marked as write-only. */
import { joinPointer, resolvePointer } from '../../model/json-pointer.ts'
import { objectOr } from '../../model/json.ts'
import { flatten } from './flatten.ts'
import type { Located } from './refs.ts'
import type { JsonObject } from '../../model/contract.ts'

type Mark = 'readOnly' | 'writeOnly'

/** Whether the schema at `pointer` is marked, itself, beside its reference, or
 * by one of its `allOf`. */
export function isMarked(
  document: JsonObject,
  { pointer, mark }: { readonly pointer: string; readonly mark: Mark },
): boolean {
  if (objectOr(resolvePointer(document, pointer))[mark] === true) return true
  return flatten(document, pointer).parts.some(
    ({ node }) => node[mark] === true,
  )
}

/** Names of the properties that the schemas mark, taken together: one may
 * require a property that another one marks. */
export function markedNames(
  document: JsonObject,
  { parts, mark }: { readonly parts: readonly Located[]; readonly mark: Mark },
): ReadonlySet<string> {
  const names = new Set<string>()
  for (const part of parts)
    for (const name of Object.keys(objectOr(part.node['properties']))) {
      const pointer = joinPointer(part.pointer, 'properties', name)
      if (isMarked(document, { pointer, mark })) names.add(name)
    }
  return names
}

/** Names of write-only properties of the value at `pointer`. `always`: whichever
 * variant the value is. `all`: with those of the variants. */
export function writeOnlyNames(
  document: JsonObject,
  pointer: string,
): { readonly always: ReadonlySet<string>; readonly all: ReadonlySet<string> } {
  if (!usesWriteOnly(document)) return { always: none, all: none }
  const { parts, variants } = flatten(document, pointer)
  const always = markedNames(document, { parts, mark: 'writeOnly' })
  const inner = variants
    .flatMap(({ branches }) => branches)
    .flatMap((branch) => [...writeOnlyNames(document, branch).all])
  return { always, all: new Set([...always, ...inner]) }
}

const none: ReadonlySet<string> = new Set()
const using = new WeakMap<JsonObject, boolean>()

/** Most contracts have none: then nothing is looked for. */
function usesWriteOnly(document: JsonObject): boolean {
  const known = using.get(document)
  if (known !== undefined) return known
  const found = JSON.stringify(document).includes('"writeOnly":true')
  using.set(document, found)
  return found
}
