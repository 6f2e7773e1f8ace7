/** One case as one test: send, judge, report. Scenarios and cells of the
 * authentication matrix are tested alike. */
import { join } from 'node:path'
import type { TestInfo } from '@playwright/test'
import type { Contract } from '../src/model/contract.ts'
import { readsOf } from '../src/contract/reads.ts'
import {
  missingOperation,
  rememberMissingOperation,
} from '../src/cases/auth-matrix/missing-operations.ts'
import { everyMs } from '../src/transport/policy/limits.ts'
import { reasonNotToRun } from '../src/cases/prerequisites.ts'
import { annotationsFor } from '../src/report/allure/labels.ts'
import { stepTitle } from '../src/report/terminal/lines.ts'
import { planCase } from '../src/scenario/plan.ts'
import type { Case, PlannedStep } from '../src/model/scenario.ts'
import type { Settings } from '../src/config/settings.ts'
import { nameOf } from '../src/auth/target.ts'
import { test } from './fixtures.ts'
import type { Bench } from './fixtures.ts'

type By = { readonly contract: Contract; readonly settings: Settings }

/** Playwright's cost of a test in parallel grows with their number in a file. */
const manyCases = 500

export function modeFor(cases: readonly Case[]): 'parallel' | 'default' {
  return cases.length <= manyCases ? 'parallel' : 'default'
}

/** For `test(item.title, …, …)`, which must stand in the spec: Playwright and
 * Allure name a test after the file that calls it. */
export function annotationsOf(item: Case, { settings }: Pick<By, 'settings'>) {
  const target = nameOf(settings.choice)
  return annotationsFor(item, { target, driver: settings.driver })
}

export function bodyOf(item: Case, { contract, settings }: By) {
  const { isReadOnly } = settings.rules
  const reads = readsOf(contract)
  const plan = planCase(item, contract)
  return async ({ bench }: { readonly bench: Bench }, info: TestInfo) => {
    const { tools, publish, publishStep, run, view } = bench
    info.setTimeout(timeoutMs(settings, plan.steps))
    const { target } = tools
    const reason =
      bench.lacking ??
      reasonNotToRun(plan, { target, isReadOnly, reads }) ??
      missingOperation(item, tools.told)
    if (reason !== undefined) {
      await publish(info, run.notJudged(plan, { tools, reason }))
      test.skip(true, reason)
    }
    await bench.turnPage()
    const outcome = await run.runCase(plan, {
      tools,
      around: async ({ step }, body) => {
        const { file, line, column } = step.place
        const location = { file: join(process.cwd(), file), line, column }
        await test.step(
          stepTitle({ id: step.id, isProbe: step.isRefusalExpected }),
          async () => {
            await publishStep(info, await body(), {
              endpoint: tools.target.endpoint,
              contract: view,
            })
          },
          { location },
        )
      },
    })
    rememberMissingOperation(outcome, {
      memory: tools.told,
      ownScheme: tools.own?.authentication.scheme,
    })
    await publish(info, outcome)
    const error = bench.toError(outcome)
    const picture = error && (await bench.picture())
    if (picture) {
      await info.attach('the page', { body: picture, contentType: 'image/png' })
    }
    if (error) throw error
    if (outcome.status === 'not-judged') test.skip(true, outcome.reason)
  }
}

/** Every request is bounded by itself; this only ends what hangs elsewhere. A
 * step may have an undo, and each of them a second try. */
function timeoutMs(
  { limits, rules, workers }: Settings,
  steps: readonly PlannedStep[],
): number {
  const { requestsPerSecond } = rules
  const paceMs =
    requestsPerSecond === undefined ? 0 : everyMs(requestsPerSecond, workers)
  const requestMs = limits.timeoutMs + limits.maxWaitMs + limits.pauseMs
  const settlingMs = steps.reduce(
    (sum, { step }) => sum + (step.settlesMs ?? 0),
    0,
  )
  return 30_000 + settlingMs + 4 * steps.length * (requestMs + paceMs)
}
