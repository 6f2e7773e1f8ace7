/** Loads the suite: the contract, the scenarios, and the cases of this run. */
import { untestedCredentials } from '../contract/credential-forms.ts'
import { loadContract } from '../contract/load.ts'
import { pathNote } from '../contract/servers.ts'
import type { Contract } from '../model/contract.ts'
import type { Problem } from '../model/problem.ts'
import type { Case, Scenario } from '../model/scenario.ts'
import { readSuite } from '../config/handover.ts'
import type { CheckedScenarios } from '../config/handover.ts'
import type { Settings } from '../config/settings.ts'
import { shownPath } from '../model/shown-path.ts'
import { selectCases } from './select.ts'
import type { LeftOut } from './left-out.ts'

export type Suite = {
  readonly contract: Contract
  /** All that have no problem. */
  readonly scenarios: readonly Scenario[]
  /** Those that the settings select, in the order of their files. */
  readonly cases: readonly Case[]
  /** Cells of the authentication matrix that the settings select. */
  readonly cells: readonly Case[]
  /** What the settings select too, but the chosen driver cannot run. */
  readonly leftOut: readonly LeftOut[]
  /** Cases that differ from another only in what the client chooses. */
  readonly merged: number
  readonly problems: readonly Problem[]
  /** What of the contract is valid, but not judged: one line each. Empty where
   * the scenarios were checked before. */
  readonly unjudged: readonly string[]
  /** Whether the settings leave anything out. */
  readonly isFiltered: boolean
}

type Selection = Pick<
  Settings,
  | 'contractFile'
  | 'scenariosDir'
  | 'suiteFile'
  | 'tags'
  | 'grep'
  | 'driver'
  | 'components'
> & {
  /** The target; where it is known. */
  readonly choice?: Settings['choice']
}

/** @param settings with what was checked before, where it was.
 * @throws UsageError when the contract cannot be read or used to judge. */
export async function loadSuite(
  settings: Selection & { readonly checked?: CheckedScenarios },
): Promise<Suite> {
  const contract = loadContract(settings.contractFile)
  const { suiteFile, tags, grep } = settings
  const kept = suiteFile ? readSuite(suiteFile) : settings.checked
  const checked = kept
    ? { ...kept, unjudged: [] }
    : await checkFiles(settings, contract)
  return {
    contract,
    unjudged: checked.unjudged,
    scenarios: checked.scenarios,
    ...selectCases(checked, { settings, contract }),
    isFiltered: tags.length > 0 || grep !== undefined,
  }
}

async function checkFiles(
  { scenariosDir, choice }: Selection,
  contract: Contract,
): Promise<CheckedScenarios & Pick<Suite, 'unjudged'>> {
  // Loaded only here: the parsers are what makes a start slow.
  const { loadScenarios } = await import('../scenario/load.ts')
  const { checkScenarios } = await import('../scenario/check.ts')
  const { requireJudgeable } = await import('../contract/validate/judgeable.ts')
  const unjudged = [
    ...requireJudgeable(contract),
    ...untestedCredentials(contract),
    ...(choice?.kind === 'remote'
      ? pathNote(contract, choice.target.endpoint)
      : []),
  ]
  const folder = shownPath(scenariosDir).replace(/\/+$/, '')
  const loaded = loadScenarios({ root: process.cwd(), folder })
  const { scenarios, problems } = checkScenarios(loaded.documents, contract)
  return { scenarios, unjudged, problems: [...loaded.problems, ...problems] }
}
