/** Fixtures: what the cases of one worker share. Only workers load this. */
import { test as base } from '@playwright/test'
import { requireNoRecording } from '../src/config/quiet.ts'
import { currentSettings } from '../src/config/run-id.ts'
import type { BrowserKind } from '../src/drivers/browser/kinds.ts'
import type { Worker } from '../src/runner/worker.ts'

/** Set by a project: the client that makes its calls. */
export type ProjectOptions = {
  readonly browserKind: BrowserKind
  readonly driver: string
  /** The contract that its responses are judged by. */
  readonly contractFile: string
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
      // Imported here, not above: the main process only lists the tests.
      const { openWorker } = await import('../src/cases/worker.ts')
      const { workerOf } = await import('../src/runner/worker.ts')
      const own = { ...settings, contractFile }
      const context = await openWorker(own, { driver, browserKind })
      await use(workerOf(context, settings))
      await context.close()
    },
    { scope: 'worker' },
  ],
})
