/** Watching a page: every request it sends to the API, as an exchange, and every
 * other place that it wanted to ask. */
import { isUtf8 } from 'node:buffer'
import type { Page, Request as PageRequest } from 'playwright'
import type {
  Exchange,
  Header,
  NoReplyReason,
  Reply,
} from '../../model/exchange.ts'
import { seenFrom, watchBlocked } from './blocked.ts'
import type { BlockedCall } from './blocked.ts'
import type { Tools } from '../../run/context.ts'

type Toll = NonNullable<Tools['toll']>

export type Sighted = {
  /** In the order in which they left. */
  readonly exchanges: readonly Exchange[]
  /** `https://fonts.example`: origins that the page's policy has blocked. */
  readonly foreign: readonly string[]
  /** What the page wrote to its console, one line each. */
  readonly console: readonly string[]
}

export type Watch = {
  /** All until now; waits for replies that are under way. */
  readonly look: () => Promise<Sighted>
}

/** Keeps what the policy blocks: not all of that is told as a request. */
const keepBlocked = `
  globalThis.blockedByPolicy = []
  document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
    globalThis.blockedByPolicy.push(blockedURI)
  })
`

/** Looks on through the browser's own protocol and intercepts nothing: what is
 * intercepted is no longer subject to CORS. */
export async function watchPage(
  page: Page,
  {
    endpoint,
    origin,
    toll,
  }: {
    readonly endpoint: string
    readonly origin: string
    readonly toll?: Toll | undefined
  },
): Promise<Watch> {
  const exchanges: Promise<Recorded>[] = []
  const blockedCalls = await watchBlocked(page)
  const console: string[] = []
  page.on('request', (request) => {
    const isOurs = request.url().startsWith(`${endpoint}/`)
    if (!isOurs || !isCall(request)) return
    toll?.count()
    exchanges.push(record(request, { endpoint, toll }))
    // To keep a request back is to intercept it; so the whole page stops, and
    // what it has under way may be lost.
    if (toll?.spent() !== undefined)
      void page.context().setOffline(true).catch(closed)
  })
  page.on('console', (message) => {
    console.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => {
    console.push(`uncaught: ${error.message}`)
  })
  await page.addInitScript(keepBlocked)
  const look = async (): Promise<Sighted> => {
    const blocked = await page.evaluate<string[]>('globalThis.blockedByPolicy')
    const recorded = await Promise.all(exchanges)
    return {
      exchanges: withBlocked(recorded, { origin, calls: blockedCalls() }),
      foreign: [...new Set(blocked.map(originOf))],
      console,
    }
  }
  return { look }
}

/** A page that is closed has nothing more to say. */
function closed(): null {
  return null
}

function originOf(blocked: string): string {
  return URL.canParse(blocked) ? new URL(blocked).origin : blocked
}

type Recorded = { readonly url: string; readonly exchange: Exchange }

/** What failed of one address failed in this order. */
function withBlocked(
  recorded: readonly Recorded[],
  {
    origin,
    calls,
  }: { readonly origin: string; readonly calls: readonly BlockedCall[] },
): readonly Exchange[] {
  const waiting = [...calls]
  return recorded.map(({ url, exchange }) => {
    const isFailed = exchange.result.kind === 'no-reply'
    const at = isFailed ? waiting.findIndex((call) => call.url === url) : -1
    const [call] = at === -1 ? [] : waiting.splice(at, 1)
    return seenFrom(origin, { exchange, ...(call && { call }) })
  })
}

/** A picture is no operation. */
function isCall(request: PageRequest): boolean {
  return ['fetch', 'xhr', 'other'].includes(request.resourceType())
}

async function record(
  request: PageRequest,
  {
    endpoint,
    toll,
  }: { readonly endpoint: string; readonly toll: Toll | undefined },
): Promise<Recorded> {
  const seenAtMs = Date.now()
  const response = await request.response().catch(closed)
  const result = response
    ? await readReply(response).catch(() => noReply(request, toll))
    : noReply(request, toll)
  const { startTime, responseEnd } = request.timing()
  const url = new URL(request.url())
  const body = request.postData()
  const exchange: Exchange = {
    request: {
      // The methods of fetch that a client of this API uses.
      method: request.method() as Exchange['request']['method'],
      path: request
        .url()
        .slice(endpoint.length)
        .replace(/[?#].*/, ''),
      query: [...url.searchParams],
      headers: pairs(await request.headersArray()),
      ...(body !== null && { body }),
    },
    result,
    fidelity: 'wire',
    startedAtMs: startTime > 0 ? startTime : seenAtMs,
    durationMs: responseEnd >= 0 ? responseEnd : Date.now() - seenAtMs,
  }
  return { url: request.url(), exchange }
}

type PageResponse = NonNullable<Awaited<ReturnType<PageRequest['response']>>>

async function readReply(response: PageResponse): Promise<Reply> {
  const bytes = await response.body()
  return {
    kind: 'reply',
    status: response.status(),
    statusText: response.statusText(),
    headers: pairs(await response.headersArray()),
    body: bytes.toString('utf8'),
    isUtf8: isUtf8(bytes),
  }
}

function pairs(
  headers: readonly { readonly name: string; readonly value: string }[],
): readonly Header[] {
  return headers.map(({ name, value }) => [name, value])
}

/** Chromium's own words for a transport that failed. */
const reasons: readonly (readonly [NoReplyReason, RegExp])[] = [
  ['refused', /CONNECTION_REFUSED|ADDRESS_UNREACHABLE/],
  ['unresolved', /NAME_NOT_RESOLVED/],
  ['cut-off', /CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED/],
  ['reset', /CONNECTION_RESET|CONNECTION_CLOSED|EMPTY_RESPONSE/],
  ['timeout', /TIMED_OUT/],
  ['tls', /CERT|SSL/],
  ['malformed', /INVALID_HTTP|INVALID_RESPONSE|CONTENT_DECODING/],
]

function noReply(
  request: PageRequest,
  toll: Toll | undefined,
): Exchange['result'] {
  const message = request.failure()?.errorText ?? 'the page was closed'
  const spent = toll?.spent()
  if (spent !== undefined && message.includes('INTERNET_DISCONNECTED'))
    return { kind: 'no-reply', reason: 'withheld', message: spent }
  const reason = reasons.find(([, words]) => words.test(message))?.[0]
  return { kind: 'no-reply', reason: reason ?? 'unknown', message }
}
