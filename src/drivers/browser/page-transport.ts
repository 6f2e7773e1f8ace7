/** The page transport: a request without a backend secret is sent from a page,
 * as a customer's page would send it. All others go through the backend's
 * transport.
 *
 * So a backend secret never enters the page. The page transport leaves out
 * headers that a page may not set. */
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
  /** Reloads the page, so that it shows nothing of an earlier case. */
  readonly reload: () => Promise<void>
  /** A PNG of the page, which shows no values; undefined if it sent nothing. */
  readonly picture: () => Promise<Buffer | undefined>
}

export type PageTransportOptions = {
  readonly limits?: Limits
  /** The caller opens and closes it: several drivers may share one. */
  readonly opened: OpenBrowser
  /** Opens a tab; a new one by default. */
  readonly open?: typeof openTab
  /** Sends the requests of the backend; the caller closes it. */
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
      // The page crashed or hangs: the next request opens another one.
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
      // If the page has crashed, the next request opens another one.
      await (await tab)?.reload().catch(close)
    },
    picture: async () => (await tab)?.picture(),
    close,
  }
}

/** Headers that a page may not set (Fetch §2.2.2), and the suite's own headers:
 * no customer's page sends these, so the API's CORS does not allow them. */
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

/** Checks everything that enters the page.
 * @throws Error: a secret here is a bug of this suite. */
function refuseSecrets(sending: Sending, secrets: readonly string[]): void {
  if (!holdsSecret(sending, secrets)) return
  throw new Error('a secret of the backend was about to enter a page')
}
