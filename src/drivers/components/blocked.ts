/** Blocked calls: records which calls the browser blocked or hid from the page.
 *
 * Playwright reports a failure without a reason. The DevTools protocol has the
 * rule and the response as it arrived (Network domain, Chromium only). */
import type { Page } from 'playwright'
import { isAboutPreflight, unreadReply, wireOf } from '../browser/network.ts'
import type { Wire } from '../browser/network.ts'
import { headerOf } from '../../model/exchange.ts'
import type { Exchange, PageView } from '../../model/exchange.ts'

/** One call that the browser blocked, and the response that still arrived. */
export type BlockedCall = {
  readonly url: string
  /** The browser's name of it: `WildcardOriginNotAllowed`. */
  readonly rule: string
  /** The header or method that the rule is about. */
  readonly about?: string
  readonly wire?: Wire
}

/** @returns a function that gives all blocked calls so far, in the order in
 * which they failed. */
export async function watchBlocked(
  page: Page,
): Promise<() => readonly BlockedCall[]> {
  const urls = new Map<string, string>()
  const wires = new Map<string, Wire>()
  const failed: {
    readonly id: string
    readonly rule: string
    readonly about: string
  }[] = []
  const devtools = await page.context().newCDPSession(page)
  devtools.on('Network.requestWillBeSent', ({ requestId, request }) => {
    urls.set(requestId, request.url)
  })
  devtools.on('Network.responseReceivedExtraInfo', (event) => {
    wires.set(event.requestId, wireOf(event))
  })
  devtools.on('Network.loadingFailed', ({ requestId: id, corsErrorStatus }) => {
    if (!corsErrorStatus) return
    const { corsError: rule, failedParameter: about } = corsErrorStatus
    failed.push({ id, rule, about })
  })
  await devtools.send('Network.enable')
  return () =>
    failed.map(({ id, rule, about }): BlockedCall => {
      const wire = wires.get(id)
      const url = urls.get(id) ?? ''
      return { url, rule, ...(about && { about }), ...(wire && { wire }) }
    })
}

/** The exchange of a page, with what the browser let the page read.
 * @param call the blocked call; absent if the browser blocked nothing. */
export function seenFrom(
  origin: string,
  {
    exchange,
    call,
  }: { readonly exchange: Exchange; readonly call?: BlockedCall },
): Exchange {
  if (!call) return { ...exchange, page: viewOf(origin, exchange) }
  const { rule, about, wire } = call
  const blocked = { rule, ...(about !== undefined && { about }), reason: rule }
  const page = { ...viewOf(origin, exchange), blocked }
  const result: Exchange['result'] =
    wire && !isAboutPreflight(rule)
      ? unreadReply(wire)
      : { kind: 'no-reply', reason: 'blocked', message: rule }
  return { ...exchange, result, page }
}

function viewOf(origin: string, { result }: Exchange): PageView {
  const isRead = result.kind === 'reply'
  const exposed = isRead
    ? (headerOf(result.headers, 'access-control-expose-headers') ?? '')
    : ''
  const canRead = {
    status: isRead,
    body: isRead,
    requestId: /(^|,)\s*(\*|seam-request-id)\s*(,|$)/i.test(exposed),
  }
  return { origin, canRead, console: [] }
}
