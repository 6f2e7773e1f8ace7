/** Tries a release, or plain HTTP as the control, with the scenarios. */
import type { Target } from '../auth/target.ts'
import { openApi } from '../drivers/http.ts'
import { openSdkDriver } from '../drivers/sdk/driver.ts'
import type { Contract } from '../model/contract.ts'
import type { Case } from '../model/scenario.ts'
import { runCase } from '../run/case.ts'
import { openContext } from '../run/context.ts'
import { planCase } from '../scenario/plan.ts'
import { defaultLimits } from '../transport/transport.ts'
import { hidingIn, nothingTried } from './found.ts'
import type { Tried } from './found.ts'

export type ScenarioOptions = {
  readonly cases: readonly Case[]
  readonly contract: Contract
  readonly target: Target
  /** Folder of the release; absent for the control. */
  readonly sdk?: string
  readonly runId: string
}

export async function tryScenarios({
  cases,
  contract,
  target,
  sdk,
  runId,
}: ScenarioOptions): Promise<Tried> {
  const context = await openContext({
    target,
    contract,
    limits: defaultLimits,
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
      outcomes.push(await runCase(planCase(item, contract), { context }))
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
