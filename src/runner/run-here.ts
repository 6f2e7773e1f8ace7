/** Runs a suite in this process, without Playwright's runner: its client sends
 * the requests, its reporters report. Pages need the runner. */
import { performance } from 'node:perf_hooks'
import { resolve } from 'node:path'
import type { FullResult } from '@playwright/test/reporter'
import { nameOf } from '../auth/target.ts'
import { knownIssuesOf } from '../cases/known-issues.ts'
import type { Suite } from '../cases/suite.ts'
import { timeLimitMs } from '../cases/try-case.ts'
import { inPackage } from '../config/package-folder.ts'
import { projectsOf } from '../config/projects.ts'
import type { Settings } from '../config/settings.ts'
import AllureReporter from '../report/allure/reporter.ts'
import JunitReporter from '../report/playwright/junit.ts'
import type { Concluded } from '../report/playwright/conclude.ts'
import VerdictReporter from '../report/playwright/reporter.ts'
import { startAround } from './around.ts'
import { openFailures } from './failures.ts'
import { lookAgain, outcomesOf } from './look-again.ts'
import type { AfterCases } from './look-again.ts'
import type { Failures } from './failures.ts'
import { reporterOptions } from './options.ts'
import { runCases } from './run-cases.ts'
import { configOf, testsOf } from './tests.ts'
import type { Test } from './tests.ts'
import { openHere, workerOf } from './worker.ts'

/** @param stopped aborted when a person stops the run: what was created is
 * deleted, and there is a verdict. */
export async function runHere(
  settings: Settings,
  {
    suite,
    stopped,
    afterCases,
  }: {
    readonly suite: Pick<Suite, 'cases' | 'cells' | 'contract'>
    readonly stopped: AbortSignal
    readonly afterCases?: AfterCases | undefined
  },
): Promise<Concluded | undefined> {
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
  const [startTime, since] = [new Date(), performance.now()]
  verdict.onBegin(config, root)
  allure?.onConfigure(config)
  allure?.onBegin(root)
  junit.onBegin(config, root)
  const failures = openFailures((error) => verdict.onError(error))
  await runAround(settings, {
    suite,
    tests,
    stopped,
    afterCases,
    verdict,
    allure,
    failures,
  })
  const resultNow = (): FullResult => {
    const isRed = failures.any() || tests.some(({ record }) => !record.ok())
    return {
      status: stopped.aborted ? 'interrupted' : isRed ? 'failed' : 'passed',
      startTime,
      duration: performance.now() - since,
    }
  }
  // The verdict comes last: it must say what the others could not write.
  await failures.attempt(async () => allure?.onEnd())
  await failures.attempt(async () => junit.onEnd(resultNow()))
  await verdict.onEnd(resultNow())
  return verdict.concluded
}

async function runAround(
  settings: Settings,
  {
    suite,
    tests,
    stopped,
    afterCases,
    verdict,
    allure,
    failures: { attempt },
  }: {
    readonly suite: Pick<Suite, 'contract'>
    readonly tests: readonly Test[]
    readonly stopped: AbortSignal
    readonly afterCases: AfterCases | undefined
    readonly verdict: VerdictReporter
    readonly allure: AllureReporter | undefined
    readonly failures: Failures
  },
): Promise<void> {
  const { concurrency } = settings
  const end = await attempt(() => startAround(settings))
  if (!end) return
  await attempt(async () => {
    const context = await openHere(settings, stopped)
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
            await attempt(async () => allure?.onTestEnd(record, result))
          },
        },
      })
    } finally {
      await context.close()
    }
  })
  if (afterCases && !stopped.aborted)
    await attempt(() =>
      afterCases(outcomesOf(tests), {
        look: lookAgain(settings, { tests, stopped }),
        stopped,
      }),
    )
  await attempt(end)
}
