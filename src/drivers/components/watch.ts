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

export type PageWatch = {
  /** Requests to the API that have begun. */
  readonly begun: () => number
  /** Waits for responses, and gives everything so far. */
  readonly look: () => Promise<Observed>
}

/** Intercepts no request: CORS would no longer apply to it. */
export async function watchPage(
  page: Page,
  {
    proxy,
    origin,
  }: { readonly proxy: RecordingProxy; readonly origin: string },
): Promise<PageWatch> {
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
  const look = async (): Promise<Observed> => {
    const blocked = await page.evaluate<string[]>('globalThis.blockedByPolicy')
    const [seen, wire] = [await Promise.all(recorded), await proxy.exchanges()]
    return {
      exchanges: joinRecords(seen, { origin, wire, blocked: blockedCalls() }),
      foreign: [...new Set(blocked.map(originOf))],
      console,
    }
  }
  return { begun: () => recorded.length, look }
}

function originOf(blocked: string): string {
  return URL.canParse(blocked) ? new URL(blocked).origin : blocked
}

/** Scripts, styles and pictures are no calls. */
function isCall(request: PageRequest): boolean {
  return ['fetch', 'xhr', 'other'].includes(request.resourceType())
}
