/** Starts a browser, and the site that serves its pages. */
import type { Browser } from 'playwright'
import { browserType, launchOptions } from './find.ts'
import type { FoundBrowser } from './find.ts'
import { browserProxy } from './proxy.ts'
import { startSite } from './site.ts'
import type { Site } from './site.ts'

export type OpenBrowser = {
  readonly browser: Browser
  readonly site: Site
  /** Whether its network can be recorded. */
  readonly canWatch: boolean
  /** Ends the process of the browser, too. */
  readonly close: () => Promise<void>
}

const launchMs = 30_000

/** @throws Error if the browser does not start. */
export async function openBrowser(
  found: FoundBrowser,
  {
    pageOrigin,
    endpoint,
  }: {
    readonly pageOrigin?: string | undefined
    /** Of the target, which may be behind a proxy. */
    readonly endpoint?: string
  } = {},
): Promise<OpenBrowser> {
  const site = await startSite(pageOrigin)
  const options = launchOptions(found)
  const rules = site.resolverRule
    ? [`--host-resolver-rules=${site.resolverRule}`]
    : []
  try {
    const browser = await browserType(found.kind).launch({
      ...options,
      ...(endpoint !== undefined && browserProxy(endpoint, site.origin)),
      args: [...(options.args ?? []), ...rules],
      timeout: launchMs,
    })
    return {
      browser,
      site,
      canWatch: found.kind === 'chromium',
      close: async () => {
        await browser.close()
        await site.stop()
      },
    }
  } catch (error) {
    await site.stop()
    throw error
  }
}
