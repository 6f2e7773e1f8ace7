/** The suite: the contract, the scenarios, and the cases that were asked for. */
import { resolve } from 'node:path'
import { matrixCases } from './auth-matrix/case.ts'
import { selectComponents } from '../drivers/components/cases.ts'
import { loadContract } from '../contract/load.ts'
import type { Contract } from '../model/contract.ts'
import type { Problem } from '../model/problem.ts'
import { shownPath } from '../model/shown-path.ts'
import { hintFor } from '../scenario/check/closest.ts'
import { expandCases } from '../scenario/plan.ts'
import type { Case, Scenario } from '../model/scenario.ts'
import { readSuite } from '../config/handover.ts'
import type { CheckedScenarios } from '../config/handover.ts'
import { options } from '../config/options.ts'
import type { Settings } from '../config/settings.ts'

export type Suite = {
  readonly contract: Contract
  /** All that have no problem. */
  readonly scenarios: readonly Scenario[]
  /** Those that the settings select, in the order of their files. */
  readonly cases: readonly Case[]
  /** Cells of the authentication matrix that the settings select. */
  readonly cells: readonly Case[]
  readonly problems: readonly Problem[]
  /** Whether the settings leave anything out. */
  readonly isFiltered: boolean
}

type Selection = Pick<
  Settings,
  'contractFile' | 'scenariosDir' | 'suiteFile' | 'tags' | 'grep' | 'driver'
>

/** @param settings with what was checked before, where it was.
 * @throws UsageError when the contract cannot be read, or judged by. */
export async function loadSuite(
  settings: Selection & { readonly checked?: CheckedScenarios },
): Promise<Suite> {
  const contract = loadContract(settings.contractFile)
  const { suiteFile } = settings
  const kept = suiteFile ? readSuite(suiteFile) : settings.checked
  const checked = kept ?? (await checkFiles(settings, contract))
  return select(checked, { settings, contract })
}

async function checkFiles(
  { scenariosDir }: Selection,
  contract: Contract,
): Promise<CheckedScenarios> {
  // Loaded only here: the parsers are what makes a start slow.
  const { loadScenarios } = await import('../scenario/load.ts')
  const { checkScenarios } = await import('../scenario/check.ts')
  const { requireJudgeable } = await import('../contract/validate/judgeable.ts')
  requireJudgeable(contract)
  const folder = shownPath(scenariosDir).replace(/\/+$/, '')
  const loaded = loadScenarios({ root: process.cwd(), folder })
  const { scenarios, problems } = checkScenarios(loaded.documents, contract)
  return { scenarios, problems: [...loaded.problems, ...problems] }
}

function select(
  { scenarios, problems }: CheckedScenarios,
  {
    settings,
    contract,
  }: { readonly settings: Selection; readonly contract: Contract },
): Suite {
  const { tags, grep, driver } = settings
  const able = scenarios.filter(({ drivers }) => drivers.includes(driver))
  const isChosen = ({ scenario, id, title }: Case) =>
    (tags.length === 0 || scenario.tags.some((tag) => tags.includes(tag))) &&
    (!grep || grep.test(id) || grep.test(title))
  const cases = able
    .flatMap((scenario) => expandCases(scenario))
    .filter(isChosen)
  const asked = hasMatrix(settings) ? matrixCases(contract) : []
  const cells = asked
    .filter((cell) => cell.scenario.drivers.includes(driver))
    .filter(isChosen)
  const known = [...able, ...asked.map((cell) => cell.scenario)]
  const tagsKnown = [...new Set(known.flatMap((scenario) => scenario.tags))]
  const others = driver === 'browser' ? selectComponents(settings) : []
  const isEmpty = [...cases, ...cells, ...others, ...problems].length === 0
  return {
    contract,
    scenarios,
    cases,
    cells,
    problems: isEmpty ? [nothingMatched(settings, tagsKnown)] : problems,
    isFiltered: tags.length > 0 || grep !== undefined,
  }
}

/** Whoever names a folder of scenarios asks for these alone, but for tags. */
function hasMatrix({ scenariosDir, tags }: Selection): boolean {
  const own = options.scenarios.otherwise
  return resolve(scenariosDir) === own || tags.length > 0
}

function nothingMatched(
  { tags, grep }: Selection,
  known: readonly string[],
): Problem {
  const asked = [
    ...tags.map((tag) => `--tag ${tag}`),
    ...(grep ? [`--grep ${grep.source}`] : []),
  ].join(' ')
  const strange = tags.find((tag) => !known.includes(tag))
  return {
    code: 'nothing-matched',
    fact: `no case matches ${asked || 'the driver'}, so nothing would be judged`,
    hint:
      strange === undefined
        ? 'loosen --grep: it is matched against titles and ids of cases'
        : hintFor(strange, known),
  }
}
