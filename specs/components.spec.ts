/** One test for each thing that a customer's page does with Seam's device table,
 * in a real browser: what the page asks is judged as any exchange is. */
import type { Browser } from 'playwright'
import {
  browserType,
  findBrowser,
  launchOptions,
  noBrowser,
} from '../src/drivers/browser/find.ts'
import { selectComponents } from '../src/drivers/components/cases.ts'
import { nameCase } from '../src/drivers/components/record.ts'
import {
  componentsVariable,
  findComponents,
} from '../src/drivers/components/package.ts'
import { webComponents } from '../src/contract/pins.ts'
import { inPackage } from '../src/config/package-folder.ts'
import { currentSettings } from '../src/config/run-id.ts'
import { missingNeeds } from '../src/cases/prerequisites.ts'
import { annotationsFor } from '../src/report/allure/labels.ts'
import { shownPath } from '../src/model/shown-path.ts'
import { nameOf } from '../src/auth/target.ts'
import { openBench, test as base } from './fixtures.ts'
import type { Bench } from './fixtures.ts'

const settings = currentSettings()
const components = findComponents(process.env[componentsVariable])
const at = { target: nameOf(settings.choice), driver: 'browser' }

const test = base.extend<
  object,
  { readonly pageBench: Bench; readonly browserHere: Browser | undefined }
>({
  pageBench: [
    async ({}, use) => {
      // The backend's requests need no page.
      const { bench, close } = await openBench('chromium', {
        ...settings,
        driver: 'api',
        contractFile: inPackage(webComponents.file),
      })
      await use(bench)
      await close()
    },
    { scope: 'worker' },
  ],
  browserHere: [
    async ({}, use) => {
      const found = findBrowser()
      const browser =
        found && (await browserType(found.kind).launch(launchOptions(found)))
      await use(browser)
      await browser?.close()
    },
    { scope: 'worker' },
  ],
})

/** How long a component may take to settle: its client tries three times. */
const settleMs = 20_000

for (const item of selectComponents(settings)) {
  const { id, title, row } = nameCase(item, components)
  const labels = annotationsFor({ id, scenario: item, row }, at)
  test(
    title,
    labels,
    async ({ pageBench: bench, browserHere: browser }, info) => {
      test.setTimeout(settleMs + 60_000)
      const { runComponent } = await import('../src/drivers/components/run.ts')
      const { notRun } = await import('../src/drivers/components/record.ts')
      const { tools, view } = bench
      const file = shownPath(info.file)
      const place = { file, line: info.line, column: info.column }
      const setting = { tools, components, place }
      const reason = settings.rules.isReadOnly
        ? 'read-only: a page makes a session of its own'
        : missingNeeds(item, tools.target)
      if (browser === undefined || reason !== undefined) {
        const why = reason ?? noBrowser
        await bench.publish(info, notRun(item, { setting, reason: why }))
        test.skip(true, why)
        return
      }
      const { outcome, screenshot, console } = await runComponent(item, {
        ...setting,
        browser,
        timeoutMs: settleMs,
      })
      const { endpoint } = tools.target
      for (const step of outcome.steps) {
        await test.step(step.id, () =>
          bench.publishStep(info, step, { endpoint, contract: view }),
        )
      }
      if (screenshot) {
        await info.attach('the page', {
          contentType: 'image/png',
          body: screenshot,
        })
      }
      if (console !== '') {
        await info.attach('console of the page', {
          contentType: 'text/plain',
          body: console,
        })
      }
      await bench.publish(info, outcome)
      const error = bench.toError(outcome)
      if (error) throw error
    },
  )
}
