/** Which credentials an operation must accept. Where a contract opens one, its
 * other operations say it: an opened operation must not make a run quieter. */
import { readsOf } from '../../contract/reads.ts'
import type { Contract, Operation } from '../../model/contract.ts'
import { isAboutSession } from './request.ts'

export type Access = {
  /** With the credentials that it must accept. */
  readonly operation: Operation
  /** Where they are from, if the contract does not demand them here: one clause,
   * such as `POST /x requires a credential`. */
  readonly source?: string
  /** The source is only akin: it cannot say which other credentials must be
   * rejected. */
  readonly isVague?: true
}

export type ReadAccess = (operation: Operation) => Access

export function accessIn(contract: Contract): ReadAccess {
  const reads = readsOf(contract)
  const closed = [...contract.operations.values()].filter((it) => !isOpen(it))
  return (operation) => {
    if (!isOpen(operation)) return { operation }
    const listed = operation.security.filter((scheme) => scheme !== '')
    if (listed.length > 0) {
      const source = `it lists ${listed.join(', ')} beside no credential`
      return { operation: { ...operation, security: listed }, source }
    }
    const { kin, isVague } = closestTo(operation, { closed, reads })
    const [first] = kin
    if (!first) return { operation }
    return {
      operation: { ...operation, security: sharedBy(kin) },
      source: `${first.key} requires a credential`,
      ...(isVague && { isVague }),
    }
  }
}

/** The contract mentions no credential, or accepts requests without one. */
function isOpen({ security }: Operation): boolean {
  return security.length === 0 || security.includes('')
}

/** Other methods of its path; else what also creates, reads or changes sessions;
 * else all that has the same first part of the path. */
function closestTo(
  operation: Operation,
  {
    closed,
    reads,
  }: {
    readonly closed: readonly Operation[]
    readonly reads: ReadonlySet<string>
  },
): { readonly kin: readonly Operation[]; readonly isVague: boolean } {
  const near = closed.filter(
    ({ path }) => firstPart(path) === firstPart(operation.path),
  )
  const isAlike = (one: Operation): boolean =>
    isAboutSession(one) === isAboutSession(operation) &&
    reads.has(one.key) === reads.has(operation.key)
  const sure = [
    near.filter(({ path }) => path === operation.path),
    near.filter(isAlike),
  ].find((group) => group.length > 0)
  return { kin: sure ?? near, isVague: sure === undefined }
}

function firstPart(path: string): string | undefined {
  return path.split('/')[1]
}

/** What each of them accepts; what any of them accepts, where that is nothing. */
function sharedBy(operations: readonly Operation[]): readonly string[] {
  const all = new Set(operations.flatMap(({ security }) => security))
  const shared = [...all].filter((scheme) =>
    operations.every(({ security }) => security.includes(scheme)),
  )
  return shared.length > 0 ? shared : [...all]
}
