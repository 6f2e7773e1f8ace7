/** Security schemes: compares how credentials are sent. */
import { locate } from '../../contract/document/refs.ts'
import type { Contract, JsonObject } from '../../model/contract.ts'
import { joinPointer, resolvePointer } from '../../model/json-pointer.ts'
import { objectOr } from '../../model/json.ts'
import type { Code } from '../codes/codes.ts'
import type { Difference } from '../difference.ts'
import { canonical } from '../schemas/canonical.ts'
import type { Both } from '../schemas/pairing.ts'

/** Credentials that are sent together: the name of each scheme → its scopes. */
export type Alternative = ReadonlyMap<string, ReadonlySet<string>>

export type Access = {
  readonly alternatives: readonly Alternative[]
  readonly pointer: string
}

export type Found = { readonly code: Code; readonly at: string } & Partial<
  Pick<Difference, 'before' | 'after'>
>

type Scheme = {
  readonly found: Found
  readonly rename?: readonly [from: string, to: string]
}

/** Those that are sent in another way, or in the same way under another name.
 * Most of Seam's are all `http bearer`: there only the name tells them apart. */
export function compareSchemes(
  access: Both<Access>,
  contracts: Both<Contract>,
): readonly Scheme[] {
  const names = { old: namesIn(access.old), new: namesIn(access.new) }
  const unused = names.new.filter((name) => !names.old.includes(name))
  return names.old.flatMap((name): readonly Scheme[] => {
    const before = wireForm(contracts.old.document, name)
    if (names.new.includes(name)) {
      const after = wireForm(contracts.new.document, name)
      if (before === after) return []
      return [
        { found: { code: 'auth-scheme-changed', at: name, before, after } },
      ]
    }
    const to = unused.find(
      (other) =>
        before.startsWith('apiKey') &&
        wireForm(contracts.new.document, other) === before,
    )
    if (to === undefined) return []
    const texts = { before: name, after: to }
    const found: Found = { code: 'auth-scheme-renamed', at: name, ...texts }
    return [{ found, rename: [name, to] }]
  })
}

function namesIn({ alternatives }: Access): readonly string[] {
  return [...new Set(alternatives.flatMap((one) => [...one.keys()]))]
}

/** How it is sent: `apiKey header x-api-key`, `http bearer`. */
function wireForm(document: JsonObject, name: string): string {
  const pointer = joinPointer('/components/securitySchemes', name)
  if (resolvePointer(document, pointer) === undefined) return 'not described'
  const { node } = locate(document, pointer)
  const { type, scheme, flows, openIdConnectUrl } = node
  if (type === 'apiKey')
    return `apiKey ${String(node['in'])} ${String(node['name']).toLowerCase()}`
  if (type === 'http') return `http ${String(scheme).toLowerCase()}`
  const urls = Object.entries(objectOr(flows)).map(([flow, value]) => [
    flow,
    objectOr(value)['authorizationUrl'] ?? null,
    objectOr(value)['tokenUrl'] ?? null,
  ])
  return `${String(type)} ${canonical([openIdConnectUrl ?? null, urls])}`
}
