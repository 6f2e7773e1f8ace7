/** Tries a release, or plain HTTP as the control, with the scenarios. */
import { tryCase } from '../cases/try-case.ts'
import { openApi } from '../drivers/http.ts'
import { openSdkDriver } from '../drivers/sdk/driver.ts'
import type { Contract } from '../model/contract.ts'
import type { Case } from '../model/scenario.ts'
import { silent } from '../run/case.ts'
import { openContext } from '../run/context.ts'
import { hidingIn, nothingTried } from './found.ts'
import type { Tried } from './found.ts'
import type { Around } from './target.ts'

export type ScenarioOptions = {
  readonly cases: readonly Case[]
  readonly contract: Contract
  readonly around: Around
  /** Folder of the release; absent for the control. */
  readonly sdk?: string
  readonly runId: string
}

export async function tryScenarios({
  cases,
  contract,
  around,
  sdk,
  runId,
}: ScenarioOptions): Promise<Tried> {
  const { isStopped, ...sending } = around
  const settings = { rules: around.guards.rules }
  const context = await openContext({
    ...sending,
    contract,
    runId,
    driver: sdk === undefined ? openApi : openSdkDriver,
    ...(sdk !== undefined && { sdk }),
  })
  try {
    const { lacking } = context.source
    if (lacking !== undefined)
      return {
        ...nothingTried,
        notJudged: [{ what: 'the scenarios', reason: lacking }],
      }
    const outcomes = []
    for (const item of cases) {
      if (isStopped()) break
      outcomes.push(await tryCase(item, { context, settings, show: silent }))
    }
    const steps = outcomes.flatMap((outcome) => outcome.steps)
    return {
      ...nothingTried,
      findings: steps.flatMap(({ findings }) => findings),
      notJudged: outcomes
        .filter(
          ({ status }) => status === 'not-judged' || status === 'inconclusive',
        )
        .map(({ title, reason = 'it could not be judged' }) => ({
          what: title,
          reason,
        })),
      looked: steps
        .filter(({ judged }) => judged?.isStatusJudged)
        .map(({ operation, findings }) => ({
          path: operation.replace(/^\w+ /, ''),
          condition: '',
          wrong: hidingIn(findings),
        })),
      cases: outcomes.length,
      calls: steps.filter(({ attempt }) => !attempt).length,
      requests: steps.filter(({ exchange }) => exchange).length,
    }
  } finally {
    await context.close()
  }
}
