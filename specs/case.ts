/** One case as one test: run, publish, pass or fail. */
import type { TestInfo } from '@playwright/test'
import { timeLimitMs } from '../src/cases/try-case.ts'
import type { Settings } from '../src/config/settings.ts'
import type { Contract } from '../src/model/contract.ts'
import type { Case } from '../src/model/scenario.ts'
import { annotationsFor } from '../src/report/allure/labels.ts'
import { markFailing } from '../src/report/playwright/keep-worker.ts'
import { stepTitle } from '../src/report/terminal/lines.ts'
import type { Show } from '../src/run/case.ts'
import { visible } from '../src/secrets/visible.ts'
import { nameOf } from '../src/auth/target.ts'
import type { ShownStep } from '../src/report/playwright/envelope.ts'
import { test } from './fixtures.ts'
import type { Worker } from './fixtures.ts'

/** For Playwright, a parallel test costs more the more of them a file has. */
const manyCases = 500

export function modeFor(cases: readonly Case[]): 'parallel' | 'default' {
  return cases.length <= manyCases ? 'parallel' : 'default'
}

/** JUnit and the file system get it as well as people. */
export function titleOf({ title }: Pick<Case, 'title'>): string {
  return visible(title, 5000)
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
    const shown: ShownStep[] = []
    const show = showIn(info, { worker, shown })
    const outcome = await worker.tryCase(item, show)
    await worker.publish(info, outcome, shown)
    const error = worker.toError(outcome)
    if (error) {
      markFailing(info)
      throw error
    }
    if (outcome.status === 'not-judged') test.skip(true, outcome.reason)
  }
}

function showIn(
  info: TestInfo,
  { worker, shown }: { readonly worker: Worker; readonly shown: ShownStep[] },
): Show {
  return {
    step: async ({ step: { id, isRefusalExpected } }, run) => {
      const startedAtMs = Date.now()
      const parts = (await run()).flatMap(worker.partsOf)
      const title = stepTitle({ id, isProbe: isRefusalExpected })
      shown.push({ title, parts, startedAtMs, endedAtMs: Date.now() })
    },
    evidence: async (items) => {
      for (const { name, body, contentType } of items) {
        await info.attach(name, { body, contentType })
      }
    },
  }
}
