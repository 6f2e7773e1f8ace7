/** The visit: opens a page with the device table, and waits until the table no
 * longer changes. */
import { isDeepStrictEqual } from 'node:util'
import type { Browser, Page } from 'playwright'
import type { RecordingProxy } from '../../transport/recording-proxy.ts'
import { startHost } from './host.ts'
import type { ComponentsPackage } from './package.ts'
import { element, readView } from './view.ts'
import type { View } from './view.ts'
import { watchPage } from './watch.ts'
import type { Observed, PageWatch } from './watch.ts'

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
  readonly browser: Pick<Browser, 'newContext'>
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
    const watch = await watchPage(page, { proxy, origin: host.origin })
    await page.goto(host.origin)
    const view = await readLastingView(page, { timeoutMs, watch })
    const screenshot = await page.screenshot()
    return { ...(await watch.look()), view, screenshot }
  } finally {
    await context.close()
    await host.stop()
  }
}

/** How long a view must last, without a new request, to be the last one. */
const lastingMs = 300

/** A table may look empty before it asks for its devices. */
async function readLastingView(
  page: Page,
  {
    timeoutMs,
    watch,
  }: { readonly timeoutMs: number; readonly watch: PageWatch },
): Promise<View> {
  const endMs = Date.now() + timeoutMs
  let view = await readView(page, timeoutMs)
  while (view.kind !== 'unsettled' && Date.now() < endMs) {
    const begun = watch.begun()
    await watch.look()
    await page.waitForTimeout(lastingMs)
    const next = await readView(page, Math.max(1, endMs - Date.now()))
    if (watch.begun() === begun && isDeepStrictEqual(view, next)) break
    view = next
  }
  return view
}
