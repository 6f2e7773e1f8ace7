/** Watches a page: every request it sends to the API, as an exchange, and every
 * other place that it wanted to send one to. */
import type { Page, Request as PageRequest } from 'playwright'
import type { Exchange } from '../../model/exchange.ts'
import type { RecordingProxy } from '../../transport/recording-proxy.ts'
import { watchBlocked } from './blocked.ts'
import { joinRecords } from './join.ts'
import { recordRequest } from './record.ts'
import type { Recorded } from './record.ts'

export type Observed = {
  /** In the order in which they left. */
  readonly exchanges: readonly Exchange[]
  /** `https://fonts.example`: origins that the page's policy has blocked. */
  readonly foreign: readonly string[]
  /** What the page wrote to its console, one line each. */
  readonly console: readonly string[]
}

/** Keeps what the policy blocks: not all of it shows as a request. */
const keepBlocked = `
  globalThis.blockedByPolicy = []
  document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
    globalThis.blockedByPolicy.push(blockedURI)
  })
`

/** Intercepts nothing: what Playwright intercepts is no longer subject to CORS.
 * @returns all until it is called; waits for responses that are under way. */
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

/** A picture is no operation. */
function isCall(request: PageRequest): boolean {
  return ['fetch', 'xhr', 'other'].includes(request.resourceType())
}
