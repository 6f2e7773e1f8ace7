/** Loads the cases that a gate runs: by an SDK, and by plain HTTP. */
import { loadSuite } from '../cases/suite.ts'
import type { Contract } from '../model/contract.ts'
import type { Case } from '../model/scenario.ts'

export async function loadCases({
  contractFile,
  scenariosDir,
}: {
  readonly contractFile: string
  readonly scenariosDir: string
}): Promise<{
  readonly contract: Contract
  readonly sdkCases: readonly Case[]
  readonly apiCases: readonly Case[]
}> {
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
