/** What the changes of a review hit: scenarios, cells of the authentication
 * matrix, SDK releases and published samples. */
import { readFileSync } from 'node:fs'
import { inPackage } from '../config/package-folder.ts'
import type { Contract } from '../model/contract.ts'
import { shownPath } from '../model/shown-path.ts'
import { findImpacts, type Impacts } from '../review/impact/impact.ts'
import type { Sample } from '../review/impact/samples.ts'
import type { Change } from '../review/roots.ts'
import type { Both } from '../review/schemas/pairing.ts'
import { loadScenarios } from '../scenario/load.ts'
import type { Source } from '../scenario/parse/source.ts'
import { readSdkTable } from './contract-sdks.ts'

/** @param scenarios their folder. */
export function gatherImpacts(
  changes: readonly Change[],
  {
    contracts,
    scenarios,
  }: { readonly contracts: Both<Contract>; readonly scenarios: string },
): {
  readonly impacts: Impacts
  /** For people: what was not looked for. */
  readonly notes: readonly string[]
} {
  const { impacts, notLookedFor } = findImpacts(changes, {
    contracts,
    scenarios: scenariosIn(scenarios),
    releases: readSdkTable().releases,
    samples: readSamples(),
  })
  const notes = notLookedFor.map(
    (what) => `Not looked for, as a contract cannot be read whole: ${what}`,
  )
  return { impacts, notes }
}

function readSamples(): readonly Sample[] {
  const file = inPackage('schemas/samples.json')
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return (value as { samples: readonly Sample[] }).samples // as: our own file
}

/** Files that cannot be read are left out: `seamwatch check` reports them. */
function scenariosIn(folder: string): readonly Source[] {
  const shown = shownPath(folder).replace(/\/+$/, '')
  return loadScenarios({ root: process.cwd(), folder: shown }).documents
}
