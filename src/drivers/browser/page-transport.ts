/** The page transport: sends from a page what a customer's page would send, and
 * through the backend's transport what a customer's backend would send.
 *
 * A request that holds one of the backend's own secrets never enters the page.
 * Headers that a page may not set are left out. */
import pLimit from 'p-limit'
import { toPageView, toResult } from './exchange.ts'
import type { OpenBrowser } from './open.ts'
import { openTab } from './tab.ts'
import type { Sending, Tab } from './tab.ts'
import type { Exchange, Header, Request } from '../../model/exchange.ts'
import { urlOf } from '../../transport/url.ts'
import { userAgent } from '../../transport/version.ts'
import { holdsSecret } from './backend-secrets.ts'
import { defaultLimits } from '../../transport/transport.ts'
import type { Limits, Transport } from '../../transport/transport.ts'
import { toNoReply } from '../../transport/failure.ts'

export type PageTransport = Transport & {
  /** Reloads the page, so that nothing of an earlier case is on it. */
  readonly reload: () => Promise<void>
  /** A PNG of the page, which shows no value; undefined where it sent nothing. */
  readonly picture: () => Promise<Buffer | undefined>
}

export type PageTransportOptions = {
  readonly limits?: Limits
  /** The caller opens and closes it: several drivers may share one. */
  readonly opened: OpenBrowser
  /** Where its tab comes from; a new one by default. */
  readonly open?: typeof openTab
  /** Sends what the backend sends; the caller closes it. */
  readonly backend: Transport
  /** Values that must never enter a page. */
  readonly backendSecrets: readonly string[]
}

/** @param endpoint origin and optional path prefix, without a final slash. */
export function createPageTransport(
  endpoint: string,
  {
    limits = defaultLimits,
    opened,
    open = openTab,
    backend,
    backendSecrets,
  }: PageTransportOptions,
): PageTransport {
  let tab: Promise<Tab> | undefined
  const inTurn = pLimit(1)
  const close = async (): Promise<void> => {
    const old = tab
    tab = undefined
    await (await old?.catch(() => undefined))?.close()
  }
  const sendFromPage = async (request: Request): Promise<Exchange> => {
    const startedAtMs = Date.now()
    const sending = toSending(request, { endpoint, limits })
    refuseSecrets(sending, backendSecrets)
    tab ??= open({ ...opened, userAgent })
    try {
      const { origin, send } = await tab
      const sent = await send(sending)
      return {
        request,
        result: toResult(sent, limits),
        fidelity: opened.canWatch ? 'wire' : 'parsed',
        startedAtMs,
        durationMs: sent.answer.durationMs,
        page: toPageView(sent, origin),
      }
    } catch (error) {
      // The page is gone or hangs: the next request gets another.
      await close()
      return {
        request,
        result: toNoReply(error, { hasStarted: false, isTooLarge: false }),
        fidelity: 'parsed',
        startedAtMs,
        durationMs: Date.now() - startedAtMs,
      }
    }
  }
  return {
    send: (request) =>
      holdsSecret(request, backendSecrets)
        ? backend.send(request)
        : inTurn(() => sendFromPage(asPage(request))),
    reload: async () => {
      // The next request opens another page in place of one that is gone.
      await (await tab)?.reload().catch(close)
    },
    picture: async () => (await tab)?.picture(),
    close,
  }
}

/** Names that Fetch forbids to pages (Fetch §2.2.2), and those by which the suite
 * names itself: no customer's page sends them, so no API allows them. */
const leftOut =
  /^(?:accept-charset|accept-encoding|connection|content-length|cookie|date|expect|host|keep-alive|origin|referer|te|trailer|transfer-encoding|upgrade|user-agent|via|(?:proxy|sec|seamwatch|access-control-request)-.*)$/i

function asPage(request: Request): Request {
  const headers = request.headers.filter(([name]) => !leftOut.test(name))
  return { ...request, headers }
}

function toSending(
  { method, path, query, headers, body }: Request,
  { endpoint, limits }: { readonly endpoint: string; readonly limits: Limits },
): Sending {
  return {
    url: urlOf(endpoint, { path, query }),
    method,
    headers: headers.map(([name, value]): Header => [name, value]),
    ...(body !== undefined && { body }),
    timeoutMs: limits.timeoutMs,
    maxBodyBytes: limits.maxBodyBytes,
  }
}

/** Everything that enters the page passes here.
 * @throws Error, as it can only be a fault of our own. */
function refuseSecrets(sending: Sending, secrets: readonly string[]): void {
  if (!holdsSecret(sending, secrets)) return
  throw new Error('a secret of the backend was about to enter a page')
}
