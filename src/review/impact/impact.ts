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
): Impacts {
  const cells = attempt(() => cellHits(contracts, changes))
  const scenarios = attempt(() =>
    scenarioHits(brokenCalls(sources, contracts), changes),
  )
  const samples = attempt(() => sampleHits(published, { contracts, changes }))
  return new Map(
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
}

/** What cannot be read hits nothing; the review reports it as not compared. */
function attempt<Hit>(
  find: () => ReadonlyMap<string, readonly Hit[]>,
): ReadonlyMap<string, readonly Hit[]> {
  try {
    return find()
  } catch {
    return new Map()
  }
}
