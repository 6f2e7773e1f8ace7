/** Fixtures: what the cases of one worker share. Only workers load this. */
import { test as base } from '@playwright/test'
import type { TestInfo } from '@playwright/test'
import { requireNoRecording } from '../src/config/quiet.ts'
import { currentSettings } from '../src/config/run-id.ts'
import type { BrowserKind } from '../src/drivers/browser/kinds.ts'
import type { Outcome } from '../src/model/outcome.ts'
import type { Case } from '../src/model/scenario.ts'
import type { ShownStep } from '../src/report/playwright/envelope.ts'
import type { partsOf } from '../src/report/playwright/publish.ts'
import type { Show } from '../src/run/case.ts'

/** Set by a project: the client that makes its calls. */
export type ProjectOptions = {
  readonly browserKind: BrowserKind
  readonly driver: string
  /** The contract that its responses are judged by. */
  readonly contractFile: string
}

/** What a test needs to run, publish and end one case. */
export type Worker = {
  readonly tryCase: (item: Case, show: Show) => Promise<Outcome>
  readonly publish: (
    info: TestInfo,
    outcome: Outcome,
    shown: readonly ShownStep[],
  ) => Promise<void>
  readonly partsOf: (
    step: Parameters<typeof partsOf>[0],
  ) => ReturnType<typeof partsOf>
  /** Undefined where the case passed. */
  readonly toError: (outcome: Outcome) => Error | undefined
}

const settings = currentSettings()

export const test = base.extend<
  object,
  ProjectOptions & { readonly worker: Worker }
>({
  browserKind: ['chromium', { option: true, scope: 'worker' }],
  driver: [settings.driver, { option: true, scope: 'worker' }],
  contractFile: [settings.contractFile, { option: true, scope: 'worker' }],
  worker: [
    async ({ browserKind, driver, contractFile }, use, { project }) => {
      // The interface of Playwright starts workers without the global setup.
      requireNoRecording(project.use, settings.choice)
      const { openWorker } = await import('../src/cases/worker.ts')
      const own = { ...settings, contractFile }
      const context = await openWorker(own, { driver, browserKind })
      await use(await workerOf(context))
      await context.close()
    },
    { scope: 'worker' },
  ],
})

type Context = Awaited<
  ReturnType<typeof import('../src/cases/worker.ts').openWorker>
>

/** Imported here, not above: the main process only lists the tests. */
async function workerOf(context: Context): Promise<Worker> {
  const { tryCase } = await import('../src/cases/try-case.ts')
  const { viewContract } = await import('../src/verdict/contract-view.ts')
  const { toError } = await import('../src/report/playwright/message.ts')
  const report = await import('../src/report/playwright/publish.ts')
  const { shapesOf } = await import('../src/report/shapes.ts')
  const view = viewContract(context.contract)
  const { endpoint } = context.target
  return {
    tryCase: (item, show) => tryCase(item, { context, settings, show }),
    publish: (info, outcome, shown) => {
      const shapes = shapesOf(outcome, context)
      return report.publish(info, { outcome, shown, ...(shapes && { shapes }) })
    },
    partsOf: (step) => report.partsOf(step, { endpoint, contract: view }),
    toError: (outcome) =>
      toError(outcome, { root: process.cwd(), contract: view }),
  }
}
