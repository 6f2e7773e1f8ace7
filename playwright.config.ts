// First: an error in another module counts, too.
import { watchExit } from './src/config/playwright-exit.ts'
import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'
import { knownIssuesOf } from './src/cases/known-issues.ts'
import { dropBlank } from './src/config/environment.ts'
import { inPackage } from './src/config/package-folder.ts'
import { currentSettings } from './src/config/run-id.ts'
import { webComponents } from './src/contract/pins.ts'
import { componentsProject, projectsOf } from './src/config/projects.ts'
import { checkFolder } from './src/report/folder.ts'
import { checkUnlocked } from './src/report/lock.ts'
import { reporterOptions } from './src/runner/options.ts'
import { printable } from './src/secrets/terminal.ts'
import type { ProjectOptions } from './specs/fixtures.ts'

watchExit()
dropBlank(process.env)
const settings = chosenSettings()
const { reportsDir, shard, suiteFile } = settings
// Playwright empties its folder before the global setup; workers need no check.
const isWorker = process.env.TEST_WORKER_INDEX !== undefined
if (!isWorker) {
  checkFolder(reportsDir)
  if (suiteFile === undefined) checkUnlocked(reportsDir)
}
const known = isWorker ? undefined : await knownIssuesOf(settings)
// Playwright's paths are relative to this file, a person's to where they are.
const inReports = (name: string) => resolve(reportsDir, name)
const options = reporterOptions(settings, known)
const { projects } = await projectsOf(settings)

/** Playwright prints what is thrown here as it is. */
function chosenSettings() {
  try {
    return currentSettings()
  } catch (error) {
    const { message } = Object(error)
    throw Object.assign(new Error(printable(String(message))), { stack: '' })
  }
}

const allure: [string, object][] = options.allure
  ? [['./src/report/allure/reporter.ts', options.allure]]
  : []
const totals: [string] = ['./src/report/playwright/totals.ts']

export default defineConfig<object, ProjectOptions>({
  testDir: 'specs',
  outputDir: inReports('test-results/seamwatch'),
  globalSetup: './specs/global-setup.ts',
  workers: settings.workers,
  ...(shard && { shard: { current: shard.index, total: shard.of } }),
  // A contract finding is never retried away.
  retries: 0,
  // A trace holds every header in clear.
  use: { trace: 'off', screenshot: 'off', video: 'off' },
  reporter: [
    ['./src/report/playwright/reporter.ts', options.verdict],
    ...allure,
    ['./src/report/playwright/junit.ts', options.junit],
    // The command ends with the verdict itself.
    ...(suiteFile ? [] : [totals]),
  ],
  projects: [
    ...projects.map(({ name, browserKind }) => ({
      name,
      testMatch: ['contract.spec.ts', 'auth.spec.ts'],
      testIgnore: 'self/**',
      use: { browserKind },
    })),
    {
      name: componentsProject(settings),
      testMatch: 'components.spec.ts',
      use: {
        driver: 'components',
        contractFile: inPackage(webComponents.file),
      },
    },
    {
      name: 'self',
      testDir: 'specs/self',
      fullyParallel: true,
      // They end what hangs; a busy machine must not reach them.
      timeout: 300_000,
      expect: { timeout: 60_000 },
    },
    { name: 'mutation', testMatch: 'mutation.spec.ts' },
  ],
})
