/** The cost of a page: one request through the browser driver, set beside the
 * same request through the api driver. */
import { findBrowser, noBrowser } from '../../src/drivers/browser/find.ts'
import { openBrowser } from '../../src/drivers/browser/open.ts'
import { createPlaywrightTransport } from '../../src/transport/playwright.ts'
import { createPageTransport } from '../../src/drivers/browser/page-transport.ts'
import type { Transport } from '../../src/transport/transport.ts'
import type { Request } from '../../src/model/exchange.ts'
import { inTurn, measure } from './measure.ts'
import type { Measured } from './measure.ts'

type PageCost =
  | {
      readonly kind: 'measured'
      readonly api: Measured
      readonly page: Measured
    }
  | { readonly kind: 'not-judged'; readonly reason: string }

/** A rejected request: the smallest response, and nothing is created. */
const request: Request = {
  method: 'POST',
  path: '/client_sessions/get',
  query: [],
  headers: [
    ['accept', 'application/json'],
    ['content-type', 'application/json'],
  ],
  body: '{}',
}

export async function measurePages(endpoint: string): Promise<PageCost> {
  const found = findBrowser()
  if (!found) return { kind: 'not-judged', reason: noBrowser }
  const opened = await openBrowser(found)
  const backend = await createPlaywrightTransport(endpoint)
  const browser = createPageTransport(endpoint, {
    opened,
    backend,
    backendSecrets: [],
  })
  try {
    const { api, page } = await inTurn(
      { api: run(backend), page: run(browser) },
      5,
    )
    if (!api || !page) throw new Error('nothing was measured')
    return { kind: 'measured', api, page }
  } finally {
    await browser.close()
    await opened.close()
  }
}

function run(driver: Transport): () => Promise<Measured> {
  return () => measure(() => sent(driver), { times: 50, atOnce: 1 })
}

async function sent(driver: Transport): Promise<void> {
  const { result } = await driver.send(request)
  if (result.kind === 'no-reply') throw new Error(result.message)
}
