/** Runs a suite in this process, without Playwright's runner: its client sends
 * the requests, its reporters report. Pages need the runner. */
import { performance } from 'node:perf_hooks'
import { resolve } from 'node:path'
import type { FullResult } from '@playwright/test/reporter'
import { nameOf } from '../auth/target.ts'
import { knownIssuesOf } from '../cases/known-issues.ts'
import type { Suite } from '../cases/suite.ts'
import { timeLimitMs } from '../cases/try-case.ts'
import { openWorker } from '../cases/worker.ts'
import { inPackage } from '../config/package-folder.ts'
import { projectsOf } from '../config/projects.ts'
import type { Settings } from '../config/settings.ts'
import AllureReporter from '../report/allure/reporter.ts'
import JunitReporter from '../report/playwright/junit.ts'
import VerdictReporter from '../report/playwright/reporter.ts'
import { startAround } from './around.ts'
import { reporterOptions } from './options.ts'
import { runCases } from './run-cases.ts'
import { configOf, testsOf } from './tests.ts'
import type { Test } from './tests.ts'
import { workerOf } from './worker.ts'

/** @param stopped aborted when a person stops the run: what was created is
 * deleted, and there is a verdict. */
export async function runHere(
  settings: Settings,
  {
    suite,
    stopped,
  }: {
    readonly suite: Pick<Suite, 'cases' | 'cells' | 'contract'>
    readonly stopped: AbortSignal
  },
): Promise<void> {
  const { choice, driver, reportsDir } = settings
  const [first] = (await projectsOf(settings)).projects
  const project = {
    name: first?.name ?? driver,
    testDir: inPackage('specs'),
    outputDir: resolve(reportsDir, 'test-results', 'seamwatch'),
  }
  const { root, tests } = testsOf(
    [
      { name: 'contract.spec.ts', cases: suite.cases },
      { name: 'auth.spec.ts', cases: suite.cells },
    ],
    { project, labels: { target: nameOf(choice), driver } },
  )
  const options = reporterOptions(settings, await knownIssuesOf(settings))
  const verdict = new VerdictReporter(options.verdict)
  const allure = options.allure && new AllureReporter(options.allure)
  const junit = new JunitReporter(options.junit)
  const config = configOf(project, inPackage('playwright.config.ts'))
  const startTime = new Date()
  const since = performance.now()
  verdict.onBegin(config, root)
  allure?.onConfigure(config)
  allure?.onBegin(root)
  junit.onBegin(config, root)
  const hasFailed = await runAround(settings, {
    suite,
    tests,
    stopped,
    reporters: { verdict, allure },
  })
  const isRed = hasFailed || tests.some(({ record }) => !record.ok())
  const result: FullResult = {
    status: stopped.aborted ? 'interrupted' : isRed ? 'failed' : 'passed',
    startTime,
    duration: performance.now() - since,
  }
  await verdict.onEnd(result)
  await allure?.onEnd()
  junit.onEnd(result)
}

/** @returns whether something beside the cases failed; the verdict says it. */
async function runAround(
  settings: Settings,
  {
    suite,
    tests,
    stopped,
    reporters: { verdict, allure },
  }: {
    readonly suite: Pick<Suite, 'contract'>
    readonly tests: readonly Test[]
    readonly stopped: AbortSignal
    readonly reporters: {
      readonly verdict: VerdictReporter
      readonly allure: AllureReporter | undefined
    }
  },
): Promise<boolean> {
  let hasFailed = false
  const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      hasFailed = true
      const { message, stack } = Object(error)
      verdict.onError({ message: String(message ?? error), stack })
      return undefined
    }
  }
  const { driver, concurrency } = settings
  const end = await attempt(() => startAround(settings))
  if (!end) return hasFailed
  await attempt(async () => {
    const context = await openWorker(settings, {
      driver,
      browserKind: 'chromium',
      atOnce: concurrency,
      stopped,
    })
    try {
      await runCases(tests, {
        worker: workerOf(context, settings),
        concurrency,
        stopped,
        timeLimitMs: ({ item }) =>
          timeLimitMs(item, { contract: suite.contract, settings }),
        report: {
          onTestBegin: ({ record }) => allure?.onTestBegin(record),
          onTestEnd: async ({ record }, result) => {
            verdict.onTestEnd(record, result)
            await allure?.onTestEnd(record, result)
          },
        },
      })
    } finally {
      await context.close()
    }
  })
  await attempt(end)
  return hasFailed
}
