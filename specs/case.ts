/** One case as one test: run, publish, pass or fail. */
import type { TestInfo } from '@playwright/test'
import { timeLimitMs } from '../src/cases/try-case.ts'
import type { Settings } from '../src/config/settings.ts'
import type { Contract } from '../src/model/contract.ts'
import type { Case } from '../src/model/scenario.ts'
import { annotationsFor } from '../src/report/allure/labels.ts'
import { markFailing } from '../src/report/playwright/keep-worker.ts'
import { publish } from '../src/report/playwright/publish.ts'
import type { Worker } from '../src/runner/worker.ts'
import { nameOf } from '../src/auth/target.ts'
import { test } from './fixtures.ts'

/** For Playwright, a parallel test costs more the more of them a file has. */
const manyCases = 500

export function modeFor(cases: readonly Case[]): 'parallel' | 'default' {
  return cases.length <= manyCases ? 'parallel' : 'default'
}

/** For `test(titleOf(item), …, …)`, which must stand in the spec: Playwright and
 * Allure name a test after the file that calls it. */
export function annotationsOf(
  item: Case,
  {
    settings,
    driver,
  }: { readonly settings: Settings; readonly driver?: string },
) {
  const target = nameOf(settings.choice)
  return annotationsFor(item, { target, driver: driver ?? settings.driver })
}

export function bodyOf(
  item: Case,
  by: { readonly contract: Contract; readonly settings: Settings },
) {
  return async ({ worker }: { readonly worker: Worker }, info: TestInfo) => {
    info.setTimeout(timeLimitMs(item, by))
    const { envelope, error } = await worker.tryCase(
      item,
      ({ name, body, contentType }) => info.attach(name, { body, contentType }),
    )
    await publish(info, envelope)
    if (error) {
      markFailing(info)
      throw error
    }
    const { status, reason } = envelope.outcome
    if (status === 'not-judged') test.skip(true, reason)
  }
}
