/** Acceptances: changes that a team has accepted until a day. */
import { closestName } from '../../scenario/check/closest.ts'
import type { Change } from '../roots.ts'

export type Acceptance = {
  readonly fingerprint: string
  readonly owner: string
  /** The last day on which it holds, in UTC: `2027-01-31`. */
  readonly until: string
  readonly reason: string
  /** `file:line:column`. */
  readonly place: string
}

export type Accepted = {
  /** By fingerprint: changes that do not count. */
  readonly current: ReadonlyMap<string, Acceptance>
  /** Of changes that count again. */
  readonly expired: readonly Acceptance[]
  /** Of no change; `closest` is the fingerprint that may be meant. */
  readonly unused: readonly (Acceptance & { readonly closest?: string })[]
}

export const noneAccepted: Accepted = {
  current: new Map(),
  expired: [],
  unused: [],
}

/** @param today in UTC: `2026-11-26`. */
export function accept(
  changes: readonly Pick<Change, 'fingerprint'>[],
  {
    acceptances,
    today,
  }: { readonly acceptances: readonly Acceptance[]; readonly today: string },
): Accepted {
  const fingerprints = changes.map(({ fingerprint }) => fingerprint)
  const known = new Set(fingerprints)
  const used = acceptances.filter(({ fingerprint }) => known.has(fingerprint))
  const current = used.filter(({ until }) => until >= today)
  return {
    current: new Map(current.map((one) => [one.fingerprint, one])),
    expired: used.filter(({ until }) => until < today),
    unused: acceptances
      .filter(({ fingerprint }) => !known.has(fingerprint))
      .map((one) => {
        const closest = closestName(one.fingerprint, fingerprints)
        return closest === undefined ? one : { ...one, closest }
      }),
  }
}
