/** Settles which changes are accepted, and which entries change nothing. Pure. */
import type { Acceptance } from '../model/acceptance.ts'
import { closestName } from '../scenario/check/closest.ts'

export type Accepted<One extends Acceptance = Acceptance> = {
  /** By fingerprint: what does not count. */
  readonly current: ReadonlyMap<string, One>
  /** Of what counts again. */
  readonly expired: readonly One[]
  /** Of nothing that is there; `closest` is the fingerprint that may be
   * meant. */
  readonly unused: readonly (One & { readonly closest?: string })[]
}

export const noneAccepted: Accepted = {
  current: new Map(),
  expired: [],
  unused: [],
}

/** @param today in UTC: `2026-11-26`. */
export function accept<One extends Acceptance>(
  fingerprints: readonly string[],
  {
    acceptances,
    today,
  }: { readonly acceptances: readonly One[]; readonly today: string },
): Accepted<One> {
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
