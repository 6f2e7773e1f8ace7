/** Security: compares which credentials two versions of an operation accept. */
import type { Contract } from '../../model/contract.ts'
import { joinPointer } from '../../model/json-pointer.ts'
import { listOr, objectOr } from '../../model/json.ts'
import type { Code } from '../codes/codes.ts'
import type { Difference } from '../difference.ts'
import type { Both } from '../schemas/pairing.ts'
import { compareSchemes } from './security-schemes.ts'
import type { Access, Alternative, Found } from './security-schemes.ts'
import type { Surface } from './surface.ts'

export function compareSecurity(
  surfaces: Both<Surface>,
  contracts: Both<Contract>,
): readonly Difference[] {
  const old = accessOf(surfaces.old, contracts.old)
  const fresh = accessOf(surfaces.new, contracts.new)
  const schemes = compareSchemes({ old, new: fresh }, contracts)
  const renamed = new Map(
    schemes.flatMap(({ rename }) => (rename ? [rename] : [])),
  )
  const before = old.alternatives.map((one) => withNames(one, renamed))
  const found = [
    ...schemes.map(({ found: one }) => one),
    ...compareAlternatives(before, fresh.alternatives),
  ]
  return found.map((one) => ({
    before: textOf(old.alternatives),
    after: textOf(fresh.alternatives),
    ...one,
    what: one.code,
    side: 'operation',
    old: old.pointer,
    new: fresh.pointer,
    operation: surfaces.new.operation.key,
  }))
}

/** Those of an operation replace those of the document. None at all, an empty
 * list and `{}` among them mean that no credential is needed (OpenAPI 3.0.3
 * §4.7.10). */
function accessOf({ operation, node }: Surface, contract: Contract): Access {
  const owner = 'security' in node ? node : contract.document
  const written = listOr(owner['security']).map(
    (one): Alternative =>
      new Map(
        Object.entries(objectOr(one)).map(([name, scopes]) => [
          name,
          new Set(listOr(scopes).map(String)),
        ]),
      ),
  )
  const pointer =
    owner === node || !('security' in owner) ? operation.pointer : ''
  return {
    alternatives: written.length === 0 ? [new Map()] : written,
    pointer: 'security' in owner ? joinPointer(pointer, 'security') : pointer,
  }
}

function compareAlternatives(
  old: readonly Alternative[],
  fresh: readonly Alternative[],
): readonly Found[] {
  const wasOpen = old.some((one) => one.size === 0)
  const isOpen = fresh.some((one) => one.size === 0)
  if (wasOpen && isOpen) return []
  if (isOpen) return [{ code: 'auth-opened', at: 'security' }]
  if (wasOpen) return [{ code: 'auth-demanded', at: 'security' }]
  const lost = old.filter((one) => !fresh.some((it) => isEnough(one, it)))
  const gained = fresh.filter((one) => !old.some((it) => isEnough(one, it)))
  return [
    ...lost.map((one): Found => ({
      code: codeOfLost(one, fresh),
      at: nameOf(one),
      before: 'accepted',
      after:
        codeOfLost(one, fresh) === 'auth-alternative-removed'
          ? 'rejected'
          : textOf(fresh),
    })),
    ...gained.map((one): Found => ({
      code: old.some((it) => isSameSchemes(it, one))
        ? 'auth-scope-dropped'
        : 'auth-alternative-new',
      at: nameOf(one),
      before: 'rejected',
      after: 'accepted',
    })),
  ]
}

function codeOfLost(lost: Alternative, fresh: readonly Alternative[]): Code {
  if (fresh.some((one) => isSameSchemes(lost, one)))
    return 'auth-scope-demanded'
  const isPart = fresh.some((one) =>
    [...lost.keys()].every((name) => one.has(name)),
  )
  return isPart ? 'auth-combined' : 'auth-alternative-removed'
}

/** Whether who has the credentials satisfies the demand. */
function isEnough(credentials: Alternative, demanded: Alternative): boolean {
  return [...demanded].every(([name, scopes]) => {
    const held = credentials.get(name)
    return held !== undefined && [...scopes].every((scope) => held.has(scope))
  })
}

function isSameSchemes(a: Alternative, b: Alternative): boolean {
  return a.size === b.size && [...a.keys()].every((name) => b.has(name))
}

function withNames(
  one: Alternative,
  renamed: ReadonlyMap<string, string>,
): Alternative {
  return new Map(
    [...one].map(([name, scopes]) => [renamed.get(name) ?? name, scopes]),
  )
}

function nameOf(one: Alternative): string {
  if (one.size === 0) return 'no credential'
  return [...one]
    .map(([name, scopes]) =>
      scopes.size === 0
        ? name
        : `${name} (${[...scopes].toSorted().join(', ')})`,
    )
    .toSorted()
    .join(' + ')
}

function textOf(all: readonly Alternative[]): string {
  return all.map(nameOf).toSorted().join(', ')
}
