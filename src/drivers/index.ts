/** The drivers of this build, by the name that `--driver` takes. */
import type { DriverName } from '../model/scenario.ts'
import type { OpenDriver } from './driver.ts'
import { openApi } from './http.ts'

// Imported only when used: Playwright takes long to load.
const all: Readonly<Record<DriverName, OpenDriver>> = {
  api: openApi,
  browser: async (options) =>
    (await import('./browser/driver.ts')).openBrowserDriver(options),
  sdk: async (options) =>
    (await import('./sdk/driver.ts')).openSdkDriver(options),
  components: async (options) =>
    (await import('./components/driver.ts')).openComponents(options),
}

export const drivers: Readonly<Record<string, OpenDriver>> = all
