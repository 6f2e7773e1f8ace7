/** Watches a page: records its requests to the API as exchanges, and the
 * origins of requests that its policy blocked. */
import type { Page, Request as PageRequest } from 'playwright'
import type { Exchange } from '../../model/exchange.ts'
import type { RecordingProxy } from '../../transport/recording-proxy.ts'
import { watchBlocked } from './blocked.ts'
import { joinRecords } from './join.ts'
import { recordRequest } from './record.ts'
import type { Recorded } from './record.ts'

export type Observed = {
  /** In the order in which they were sent. */
  readonly exchanges: readonly Exchange[]
  /** Origins that the page's policy blocked: `https://fonts.example`. */
  readonly foreign: readonly string[]
  /** The lines of the page's console. */
  readonly console: readonly string[]
}

/** Records what the policy blocks: Playwright does not report all of it. */
const keepBlocked = `
  globalThis.blockedByPolicy = []
  document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
    globalThis.blockedByPolicy.push(blockedURI)
  })
`

/** Intercepts no request: CORS would no longer apply to it.
 * @returns a function that waits for responses and gives everything so far. */
export async function watchPage(
  page: Page,
  {
    proxy,
    origin,
  }: { readonly proxy: RecordingProxy; readonly origin: string },
): Promise<() => Promise<Observed>> {
  const { endpoint } = proxy
  const recorded: Promise<Recorded>[] = []
  const blockedCalls = await watchBlocked(page)
  const console: string[] = []
  page.on('request', (request) => {
    const isOurs = request.url().startsWith(`${endpoint}/`)
    if (isOurs && isCall(request))
      recorded.push(recordRequest(request, endpoint))
  })
  page.on('console', (message) => {
    console.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => {
    console.push(`uncaught: ${error.message}`)
  })
  await page.addInitScript(keepBlocked)
  return async () => {
    const blocked = await page.evaluate<string[]>('globalThis.blockedByPolicy')
    const [seen, wire] = [await Promise.all(recorded), await proxy.exchanges()]
    return {
      exchanges: joinRecords(seen, { origin, wire, blocked: blockedCalls() }),
      foreign: [...new Set(blocked.map(originOf))],
      console,
    }
  }
}

function originOf(blocked: string): string {
  return URL.canParse(blocked) ? new URL(blocked).origin : blocked
}

/** Scripts, styles and pictures are no calls. */
function isCall(request: PageRequest): boolean {
  return ['fetch', 'xhr', 'other'].includes(request.resourceType())
}
