/** The visit: opens a page with the device table, and waits until the table no
 * longer changes. */
import type { Browser } from 'playwright'
import type { RecordingProxy } from '../../transport/recording-proxy.ts'
import { startHost } from './host.ts'
import type { ComponentsPackage } from './package.ts'
import { element, readView } from './view.ts'
import type { View } from './view.ts'
import { watchPage } from './watch.ts'
import type { Observed } from './watch.ts'

export type Visited = Observed & {
  readonly view: View
  /** PNG of the page at the end. */
  readonly screenshot: Buffer
}

/** Switches off requests to other hosts than the API: usage reports, as a
 * monitor is no user; style, which the host serves; and fonts. */
const quiet = {
  'disable-telemetry': 'true',
  'disable-css-injection': 'true',
  'disable-font-injection': 'true',
}

const viewport = { width: 640, height: 400 }

export async function visit({
  attributes,
  proxy,
  browser,
  components,
  timeoutMs,
}: {
  /** They give the table its credential. */
  readonly attributes: Readonly<Record<string, string>>
  /** The page uses it as the API. */
  readonly proxy: RecordingProxy
  readonly browser: Browser
  readonly components: ComponentsPackage
  readonly timeoutMs: number
}): Promise<Visited> {
  const { endpoint } = proxy
  const host = await startHost(components, {
    element,
    endpoint,
    attributes: { ...attributes, ...quiet, endpoint },
  })
  const context = await browser.newContext({ viewport })
  try {
    const page = await context.newPage()
    const look = await watchPage(page, { proxy, origin: host.origin })
    await page.goto(host.origin)
    const view = await readView(page, timeoutMs)
    const screenshot = await page.screenshot()
    return { ...(await look()), view, screenshot }
  } finally {
    await context.close()
    await host.stop()
  }
}
