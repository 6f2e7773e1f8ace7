/** The surface of a run: the driver that its settings ask for, opened. */
import { findBrowser, whyNone } from './browser/find.ts'
import type { BrowserKind } from './browser/kinds.ts'
import { openBrowser } from './browser/open.ts'
import type { OpenBrowser } from './browser/open.ts'
import { backendSecretsOf } from '../auth/credential.ts'
import type { Keyring } from '../auth/credential.ts'
import { createApiDriver } from '../transport/playwright.ts'
import { createBrowserDriver } from './browser/driver.ts'
import type { BrowserDriver } from './browser/driver.ts'
import type { Driver, Limits } from '../transport/transport.ts'

export type Surface = {
  readonly open: (endpoint: string, limits: Limits) => Promise<Driver>
  /** Why nothing can be sent this way, one line: then nothing is judged. */
  readonly lacking?: string
  /** The page, once opened; absent where there is none. */
  readonly page: () => BrowserDriver | undefined
  /** Ends what the driver's own closing leaves: the browser's process. */
  readonly close: () => Promise<void>
}

const withoutPage: Pick<Surface, 'page' | 'close'> = {
  page: () => undefined,
  close: async () => {},
}

export async function openSurface(
  {
    driver,
    pageOrigin,
  }: { readonly driver: string; readonly pageOrigin?: string },
  { kind, keyring }: { readonly kind: BrowserKind; readonly keyring: Keyring },
): Promise<Surface> {
  if (driver !== 'browser') return { ...withoutPage, open: createApiDriver }
  const opened = await tryBrowser(kind, pageOrigin)
  if (typeof opened === 'string') {
    return { ...withoutPage, lacking: opened, open: async () => closed(opened) }
  }
  let page: BrowserDriver | undefined
  return {
    open: async (endpoint, limits) => {
      page = createBrowserDriver(endpoint, {
        limits,
        opened,
        backend: await createApiDriver(endpoint, limits),
        backendSecrets: backendSecretsOf(keyring),
      })
      return page
    },
    page: () => page,
    close: opened.close,
  }
}

/** @returns one line where there is none, or it does not start. */
async function tryBrowser(
  kind: BrowserKind,
  pageOrigin: string | undefined,
): Promise<OpenBrowser | string> {
  const found = findBrowser({ kind })
  if (!found) return whyNone(process.env)
  try {
    return await openBrowser(found, { pageOrigin })
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    return `${found.version} does not start: ${text.split('\n', 1)[0]}`
  }
}

/** Stands where no request may be sent; nobody should ask it to. */
function closed(reason: string): Driver {
  return {
    name: 'browser',
    send: () => Promise.reject(new Error(reason)),
    close: async () => {},
  }
}
