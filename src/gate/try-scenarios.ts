/** Tries a release, or plain HTTP as the control, with the scenarios. */
import { tryCase } from '../cases/try-case.ts'
import { openApi } from '../drivers/http.ts'
import { openSdkDriver } from '../drivers/sdk/driver.ts'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import type { Contract } from '../model/contract.ts'
import type { OutcomeRecord, StepOutcome } from '../model/outcome.ts'
import type { Case, Plan, PlannedStep } from '../model/scenario.ts'
import { openContext } from '../run/context.ts'
import type { RunContext } from '../run/context.ts'
import { createSecrets } from '../secrets/redact.ts'
import { evidenceOf, idOf } from './evidence.ts'
import type { CallEvidence } from './evidence.ts'
import { hidingIn, nothingTried, together } from './found.ts'
import type { Found, Tried } from './found.ts'
import { recordCalls } from './record-calls.ts'
import type { RecordedCalls } from './record-calls.ts'
import type { Around } from './target.ts'

export type ScenarioOptions = {
  readonly cases: readonly Case[]
  readonly contract: Contract
  readonly around: Around
  /** Absent for the control. */
  readonly release?: InstalledRelease
  /** For the control: what the release called. Where a step names no method of
   * HTTP, both must use the same, since an API may be wrong for one alone. */
  readonly operations?: readonly string[]
  readonly runId: string
}

export async function tryScenarios({
  cases,
  contract,
  around,
  release,
  operations = [],
  runId,
}: ScenarioOptions): Promise<Tried> {
  const calls = recordCalls(release === undefined ? openApi : openSdkDriver)
  const { isStopped, ...sending } = around
  const context = await openContext({
    ...sending,
    contract,
    runId,
    driver: calls.driver,
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
    const tried: Tried[] = []
    const { rules } = around.guards
    const change = (plan: Plan) =>
      withOperations(plan, { operations, contract })
    for (const item of cases) {
      if (isStopped()) break
      tried.push(await tryScenario(item, { context, calls, rules, change }))
    }
    return together(tried)
  } finally {
    await context.close()
  }
}

function isOfNode({ language }: InstalledRelease): boolean {
  return language === 'javascript' || language === 'cli'
}

async function tryScenario(
  item: Case,
  {
    context,
    calls,
    rules,
    change,
  }: {
    readonly context: RunContext
    readonly calls: RecordedCalls
    readonly rules: Around['guards']['rules']
    readonly change: (plan: Plan) => Plan
  },
): Promise<Tried> {
  const secrets = createSecrets(context.secrets)
  const findings: Found[] = []
  const evidence: CallEvidence[] = []
  const step = async (
    { step: { id: name } }: PlannedStep,
    run: () => Promise<readonly StepOutcome[]>,
  ): Promise<void> => {
    const outcomes = await run()
    for (const [index, made] of calls.take().entries()) {
      const number = index === 0 ? [] : [`${index + 1}`]
      const id = idOf([item.id, name, ...number])
      const occasion = { id, scenario: item.title, step: name }
      evidence.push(evidenceOf(made, { occasion, secrets }))
    }
    // Of several calls of a step the last one was judged; what the end of the
    // case shows is about the step that created the session.
    const call = evidence.findLast((it) => it.step === name)?.id
    for (const finding of outcomes.flatMap((outcome) => outcome.findings))
      findings.push({ ...finding, ...(call !== undefined && { call }) })
  }
  const outcome = await tryCase(item, {
    context,
    settings: { rules },
    show: { step },
    change,
  })
  return { ...triedIn(outcome), findings, evidence }
}

function triedIn({
  steps,
  title,
  status,
  reason = 'it could not be judged',
}: OutcomeRecord): Tried {
  const isJudged = status === 'passed' || status === 'failed'
  return {
    ...nothingTried,
    notJudged: isJudged ? [] : [{ what: title, reason }],
    looked: steps
      .filter(({ judged }) => judged?.isStatusJudged)
      .map(({ operation, findings }) => ({
        path: operation.replace(/^\w+ /, ''),
        condition: '',
        wrong: hidingIn(findings),
      })),
    cases: 1,
    calls: steps.filter(({ attempt }) => !attempt).length,
    requests: steps.filter(({ exchange }) => exchange).length,
    operations: [...new Set(steps.map(({ operation }) => operation))],
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
