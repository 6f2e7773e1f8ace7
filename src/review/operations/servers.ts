/** Servers: compares the URLs of two versions of an operation. */
import { urlOf, urlsOf } from '../../contract/servers.ts'
import type { Contract } from '../../model/contract.ts'
import { joinPointer, resolvePointer } from '../../model/json-pointer.ts'
import { listOr, objectOr } from '../../model/json.ts'
import type { Difference } from '../difference.ts'
import type { Both } from '../schemas/pairing.ts'
import type { Surface } from './surface.ts'

type Servers = {
  /** With the defaults of variables: what callers use. */
  readonly usual: readonly string[]
  /** With every value that variables list. */
  readonly urls: readonly string[]
  readonly pointer: string
}

export function compareServers(
  surfaces: Both<Surface>,
  contracts: Both<Contract>,
): readonly Difference[] {
  const old = serversOf(surfaces.old, contracts.old)
  const fresh = serversOf(surfaces.new, contracts.new)
  const removed = old.urls.filter((url) => !fresh.urls.includes(url))
  // Another default of a variable is what new callers use from now on.
  const added = [...new Set([...fresh.urls, ...fresh.usual])].filter(
    (url) =>
      !old.urls.includes(url) ||
      (fresh.usual.includes(url) && !old.usual.includes(url)),
  )
  const difference = (
    code: 'server-removed' | 'server-new' | 'server-changed',
    [before, after]: readonly [string, string],
  ): Difference => ({
    code,
    what: code,
    side: 'operation',
    at: before === 'absent' ? after : before,
    before,
    after,
    old: old.pointer,
    new: fresh.pointer,
    operation: surfaces.new.operation.key,
  })
  const [from, to] = [removed[0], added[0]]
  if (removed.length === 1 && added.length === 1 && from && to)
    return [difference('server-changed', [from, to])]
  return [
    ...removed.map((url) => difference('server-removed', [url, 'absent'])),
    ...added.map((url) => difference('server-new', ['absent', url])),
  ]
}

/** The closest list; without one, the server that sent the contract (OpenAPI
 * 3.0.3 §4.7.1). */
function serversOf(
  { operation: { pointer } }: Surface,
  { document }: Contract,
): Servers {
  const above = pointer.slice(0, pointer.lastIndexOf('/'))
  const owner = [pointer, above, ''].find(
    (at) =>
      listOr(objectOr(resolvePointer(document, at))['servers']).length > 0,
  )
  if (owner === undefined) return { usual: ['/'], urls: ['/'], pointer }
  const at = joinPointer(owner, 'servers')
  const servers = listOr(resolvePointer(document, at))
  return {
    usual: [...new Set(servers.map(urlOf))],
    urls: [...new Set(servers.flatMap(urlsOf))],
    pointer: at,
  }
}
