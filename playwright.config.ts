import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { currentSettings } from './src/config/run-id.ts'
import { loadContract } from './src/contract/load.ts'
import { webComponents } from './src/contract/pins.ts'
import { componentsProject, projectsOf } from './src/config/projects.ts'
import { nameOf } from './src/auth/target.ts'
import { version } from './src/transport/version.ts'
import type { BrowserOption } from './specs/fixtures.ts'

const settings = currentSettings()
const { choice, driver, reportsDir, runId } = settings
const target = nameOf(choice)
const { projects } = await projectsOf(settings)

const totals: [string] = ['./src/report/playwright/totals.ts']

export default defineConfig<object, BrowserOption>({
  testDir: 'specs',
  outputDir: join(reportsDir, 'test-results'),
  globalSetup: './specs/global-setup.ts',
  workers: settings.workers,
  // A contract finding is never retried away.
  retries: 0,
  // A trace holds every header in clear.
  use: { trace: 'off', screenshot: 'off', video: 'off' },
  reporter: [
    [
      './src/report/playwright/reporter.ts',
      {
        reportsDir,
        seamwatch: version,
        target,
        driver,
        endpoint:
          choice.kind === 'embedded'
            ? 'started for this run'
            : choice.target.endpoint,
        runId,
        isFiltered: settings.tags.length > 0 || settings.grep !== undefined,
        contract: loadContract(settings.contractFile),
        otherContracts: [loadContract(webComponents.file)],
        report: process.env.SEAMWATCH_REPORT_INDEX,
      },
    ],
    [
      './src/report/allure/reporter.ts',
      { resultsDir: join(reportsDir, 'allure-results') },
    ],
    ['junit', { outputFile: join(reportsDir, 'junit.xml') }],
    // With the command, the verdict is the last line.
    ...(settings.suiteFile ? [] : [totals]),
  ],
  projects: [
    ...projects.map(({ name, browserKind }) => ({
      name,
      testMatch: ['contract.spec.ts', 'auth.spec.ts'],
      testIgnore: 'self/**',
      use: { browserKind },
    })),
    { name: componentsProject(settings), testMatch: 'components.spec.ts' },
    { name: 'self', testDir: 'specs/self', fullyParallel: true },
    { name: 'mutation', testMatch: 'mutation.spec.ts' },
  ],
})
