/** Tries a release, or plain HTTP as the control, with the scenarios. */
import type { Target } from '../auth/target.ts'
import { openApi } from '../drivers/http.ts'
import { openSdkDriver } from '../drivers/sdk/driver.ts'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import type { Contract } from '../model/contract.ts'
import type { Case } from '../model/scenario.ts'
import { runCase } from '../run/case.ts'
import { openContext } from '../run/context.ts'
import { planCase } from '../scenario/plan.ts'
import { defaultLimits } from '../transport/transport.ts'
import { nothingTried } from './found.ts'
import type { Tried } from './found.ts'

export type ScenarioOptions = {
  readonly cases: readonly Case[]
  readonly contract: Contract
  readonly target: Target
  /** Absent for the control. */
  readonly release?: InstalledRelease
  readonly runId: string
}

export async function tryScenarios({
  cases,
  contract,
  target,
  release,
  runId,
}: ScenarioOptions): Promise<Tried> {
  const context = await openContext({
    target,
    contract,
    limits: defaultLimits,
    runId,
    driver: release === undefined ? openApi : openSdkDriver,
    ...(release && { sdk: release.folder }),
    ...(release && isOfNode(release) && { node: release.program }),
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
      cases: outcomes.length,
      calls: steps.filter(({ attempt }) => !attempt).length,
      requests: steps.filter(({ exchange }) => exchange).length,
    }
  } finally {
    await context.close()
  }
}

function isOfNode({ language }: InstalledRelease): boolean {
  return language === 'javascript' || language === 'cli'
}
