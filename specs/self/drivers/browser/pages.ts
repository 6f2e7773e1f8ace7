/** A browser for tests, one for each worker. Who uses it skips where none is. */
import { test as base } from '@playwright/test'
import type { Browser } from 'playwright'
import {
  browserType,
  findBrowser,
  launchOptions,
  noBrowser,
} from '../../../../src/drivers/browser/find.ts'
import { openBrowser } from '../../../../src/drivers/browser/open.ts'
import type { OpenBrowser } from '../../../../src/drivers/browser/open.ts'
import { createBrowserDriver } from '../../../../src/drivers/browser/driver.ts'
import type { BrowserDriver } from '../../../../src/drivers/browser/driver.ts'
import { defaultLimits } from '../../../../src/transport/transport.ts'
import type { Limits } from '../../../../src/transport/transport.ts'
import { createNodeHttpTransport } from '../../../../src/transport/node-http.ts'

const found = findBrowser()

export type Connect = (
  endpoint: string,
  options?: {
    readonly limits?: Partial<Limits>
    readonly secrets?: readonly string[]
    readonly canWatch?: boolean
  },
) => BrowserDriver

/** Playwright's own `browser` and `page` are of the browser that is found here;
 * `connect` gives a driver for an endpoint, which is closed after the test. */
export const test = base.extend<
  { readonly connect: Connect },
  { readonly browser: Browser; readonly opened: OpenBrowser }
>({
  browser: [
    async ({}, use) => {
      if (!found) throw new Error(noBrowser)
      const browser = await browserType(found.kind).launch(launchOptions(found))
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
  opened: [
    async ({}, use) => {
      if (!found) throw new Error(noBrowser)
      const opened = await openBrowser(found)
      await use(opened)
      await opened.close()
    },
    { scope: 'worker' },
  ],
  connect: async ({ opened }, use) => {
    const drivers: BrowserDriver[] = []
    await use((endpoint, { limits, secrets = [], canWatch = true } = {}) => {
      const bounds = { ...defaultLimits, ...limits }
      const driver = createBrowserDriver(endpoint, {
        limits: bounds,
        opened: { ...opened, canWatch },
        backend: createNodeHttpTransport(endpoint, bounds),
        backendSecrets: secrets,
      })
      drivers.push(driver)
      return driver
    })
    for (const driver of drivers) await driver.close()
  },
})
