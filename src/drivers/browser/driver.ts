/** The `browser` driver: sends the calls of scenarios from a page, as a
 * customer's front end does. */
import { backendSecretsOf } from '../../auth/credential.ts'
import { firstLineOf } from '../../model/thrown.ts'
import type { Driver, DriverSource, OpenDriver } from '../driver.ts'
import { createHttpDriver } from '../http.ts'
import { findBrowser, whyNone } from './find.ts'
import type { BrowserKind } from './kinds.ts'
import { openBrowser } from './open.ts'
import type { OpenBrowser } from './open.ts'
import { createPageTransport } from './page-transport.ts'
import type { PageTransport } from './page-transport.ts'

export const openBrowserDriver: OpenDriver = async ({
  target: { endpoint, keyring },
  limits,
  transport,
  retries,
  browserKind = 'chromium',
  pageOrigin,
}) => {
  const opened = await tryBrowser(browserKind, { pageOrigin, endpoint })
  if (typeof opened === 'string') return withoutBrowser('browser', opened)
  const page = createPageTransport(endpoint, {
    limits,
    opened,
    backend: transport,
    backendSecrets: backendSecretsOf(keyring),
  })
  return {
    name: 'browser',
    open: async (observe) => {
      await page.reload()
      const { call } = createHttpDriver(observe(page), {
        name: 'browser',
        retries,
      })
      return {
        name: 'browser',
        call,
        close: async () => {},
        ...withPicture(page),
      }
    },
    close: async () => {
      await page.close()
      await opened.close()
    },
  }
}

/** Takes a picture of the page if the case did not pass. */
function withPicture(page: PageTransport): Pick<Driver, 'evidence'> {
  return {
    evidence: async (status) => {
      if (status === 'passed') return []
      const body = await page.picture()
      return body ? [{ name: 'the page', contentType: 'image/png', body }] : []
    },
  }
}

/** @returns one line of text if there is no browser, or it does not start. */
async function tryBrowser(
  kind: BrowserKind,
  options: {
    readonly pageOrigin: string | undefined
    readonly endpoint: string
  },
): Promise<OpenBrowser | string> {
  const found = findBrowser({ kind })
  if (!found) return whyNone(process.env)
  try {
    return await openBrowser(found, options)
  } catch (error) {
    return `${found.version} does not start: ${firstLineOf(error)}`
  }
}

/** A driver without a browser: it reports every case as not judged.
 * @param lacking why, one line. */
export function withoutBrowser(name: string, lacking: string): DriverSource {
  return {
    name,
    lacking,
    open: () => Promise.reject(new Error(lacking)),
    close: async () => {},
  }
}
