/** Tries a release, or plain HTTP as the control, with the scenarios. */
import type { Target } from '../auth/target.ts'
import { openApi } from '../drivers/http.ts'
import { openSdkDriver } from '../drivers/sdk/driver.ts'
import type { Contract } from '../model/contract.ts'
import type { Case, Plan } from '../model/scenario.ts'
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
  /** Folder of the release; absent for the control. */
  readonly sdk?: string
  /** For the control: what the release called. Where a step names no method of
   * HTTP, both must use the same, since an API may be wrong for one alone. */
  readonly operations?: readonly string[]
  readonly runId: string
}

export async function tryScenarios({
  cases,
  contract,
  target,
  sdk,
  operations = [],
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
      const plan = withOperations(planCase(item, contract), {
        operations,
        contract,
      })
      outcomes.push(await runCase(plan, { context }))
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
      operations: [...new Set(steps.map(({ operation }) => operation))],
    }
  } finally {
    await context.close()
  }
}

function withOperations(
  plan: Plan,
  {
    operations,
    contract,
  }: {
    readonly operations: readonly string[]
    readonly contract: Contract
  },
): Plan {
  const chosen = new Map(
    operations.flatMap((key) => {
      const operation = contract.operations.get(key)
      return operation ? [[operation.path, operation] as const] : []
    }),
  )
  return {
    ...plan,
    steps: plan.steps.map((step) => ({
      ...step,
      ...(step.call.method === undefined && {
        operation: chosen.get(step.operation.path) ?? step.operation,
      }),
    })),
  }
}
