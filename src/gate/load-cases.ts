/** Loads the cases of the gate: for releases, and for plain HTTP. */
import { loadSuite } from '../cases/suite.ts'
import type { Settings } from '../config/settings.ts'
import type { Contract } from '../model/contract.ts'
import type { Case } from '../model/scenario.ts'

export async function loadCases(
  files: Pick<Settings, 'contractFile' | 'scenariosDir'>,
): Promise<{
  readonly contract: Contract
  readonly sdkCases: readonly Case[]
  readonly apiCases: readonly Case[]
}> {
  const { contractFile, scenariosDir } = files
  const tags = ['gate', 'validation']
  const settings = { contractFile, scenariosDir, tags }
  const { contract, cases, scenarios, problems } = await loadSuite({
    ...settings,
    driver: 'sdk',
  })
  const [problem] = problems
  if (problem) throw new Error(problem.fact)
  const api = await loadSuite({
    ...settings,
    driver: 'api',
    checked: { scenarios, problems },
  })
  return {
    contract,
    sdkCases: cases,
    apiCases: api.cases.filter(({ scenario }) =>
      scenario.drivers.includes('sdk'),
    ),
  }
}
