/** Impact: what each change of a contract hits. */
import type { Contract } from '../../model/contract.ts'
import type { Source } from '../../scenario/parse/source.ts'
import type { Change } from '../roots.ts'
import type { Both } from '../schemas/pairing.ts'
import { cellHits, type CellHit } from './cells.ts'
import type { SdkRelease } from '../../contract/sdks/release.ts'
import { sampleHits, type Sample, type SampleHit } from './samples.ts'
import { sdkHits, type SdkHit } from './sdks.ts'
import { brokenCalls, scenarioHits, type ScenarioHit } from './scenarios.ts'

export type Impact = {
  readonly sdks: readonly SdkHit[]
  readonly scenarios: readonly ScenarioHit[]
  readonly cells: readonly CellHit[]
  readonly samples: readonly SampleHit[]
}

/** By the fingerprint of the change. */
export type Impacts = ReadonlyMap<string, Impact>

export function findImpacts(
  changes: readonly Change[],
  {
    contracts,
    scenarios: sources,
    releases,
    samples: published,
  }: {
    readonly contracts: Both<Contract>
    readonly scenarios: readonly Source[]
    readonly releases: readonly SdkRelease[]
    readonly samples: readonly Sample[]
  },
): { readonly impacts: Impacts; readonly notLookedFor: readonly string[] } {
  const notLookedFor: string[] = []
  const attempt: Attempt = (what, find) => {
    try {
      return find()
    } catch {
      notLookedFor.push(what)
      return new Map()
    }
  }
  const cells = attempt('cells of the authentication matrix', () =>
    cellHits(contracts, changes),
  )
  const scenarios = attempt('scenarios', () =>
    scenarioHits(brokenCalls(sources, contracts), changes),
  )
  const samples = attempt('published samples', () =>
    sampleHits(published, { contracts, changes }),
  )
  const impacts = new Map(
    changes.map((change) => [
      change.fingerprint,
      {
        sdks: sdkHits(change, releases),
        scenarios: scenarios.get(change.fingerprint) ?? [],
        cells: cells.get(change.fingerprint) ?? [],
        samples: samples.get(change.fingerprint) ?? [],
      },
    ]),
  )
  return { impacts, notLookedFor }
}

/** A contract that cannot be read whole is compared, but what it hits is not
 * known. */
type Attempt = <Hit>(
  what: string,
  find: () => ReadonlyMap<string, readonly Hit[]>,
) => ReadonlyMap<string, readonly Hit[]>
