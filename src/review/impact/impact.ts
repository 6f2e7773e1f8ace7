/** Impact: what each change of a contract hits. */
import type { Contract } from '../../model/contract.ts'
import type { Source } from '../../scenario/parse/source.ts'
import type { Change } from '../roots.ts'
import type { Both } from '../schemas/pairing.ts'
import { cellHits, type CellHit } from './cells.ts'
import { brokenCalls, scenarioHits, type ScenarioHit } from './scenarios.ts'

export type SdkHit = {
  readonly package: string
  readonly versions: string
  readonly how: string
}

export type SampleHit = { readonly page: string; readonly line: number }

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
  }: {
    readonly contracts: Both<Contract>
    readonly scenarios: readonly Source[]
  },
): Impacts {
  const cells = cellHits(contracts, changes)
  const scenarios = scenarioHits(brokenCalls(sources, contracts), changes)
  return new Map(
    changes.map(({ fingerprint }) => [
      fingerprint,
      {
        sdks: [],
        scenarios: scenarios.get(fingerprint) ?? [],
        cells: cells.get(fingerprint) ?? [],
        samples: [],
      },
    ]),
  )
}
