/** The Playwright transport: sends requests through its request context. */
import { isUtf8 } from 'node:buffer'
import { performance } from 'node:perf_hooks'
import type { APIRequestContext, APIResponse } from 'playwright'
import type { Exchange, Reply, Request } from '../model/exchange.ts'
import { proxyFor } from '../model/proxy.ts'
import type { Proxy } from '../model/proxy.ts'
import { watchBody } from './body.ts'
import type { Watch } from './body.ts'
import { decodeBody } from './decode.ts'
import { defaultLimits } from './transport.ts'
import type { Limits, Transport } from './transport.ts'
import { toNoReply } from './failure.ts'
import { openLeases } from './lease.ts'
import { pairsOfArray } from './header-pairs.ts'
import { urlOf } from './url.ts'

/** @param endpoint origin and optional path prefix, without a final slash. */
export async function createPlaywrightTransport(
  endpoint: string,
  limits: Limits = defaultLimits,
): Promise<Transport> {
  const proxy = proxyFor(endpoint, process.env)
  const leases = await openLeases(proxy)
  const send = async (request: Request): Promise<Exchange> => {
    const lease = await leases.take(request)
    const startedAtMs = Date.now()
    const start = performance.now()
    const watch: Watch = {
      maxBodyBytes: limits.maxBodyBytes,
      chunks: [],
      hasStarted: false,
      isTooLarge: false,
      coding: '',
    }
    let result: Exchange['result']
    try {
      result = await watchBody(watch, () =>
        detached(async () =>
          toReply(
            await fetchOnce(lease.context, { endpoint, request, limits }),
            watch,
          ),
        ),
      )
    } catch (error) {
      result = toNoReply(error, watch)
    }
    if (proxy) result = throughProxy(result, { proxy, watch })
    const durationMs = performance.now() - start
    await leases.giveBack(lease, {
      socket: watch.socket,
      bodyBytes: watch.chunks.reduce((sum, { length }) => sum + length, 0),
    })
    return { request, result, fidelity: 'wire', startedAtMs, durationMs }
  }
  return { send, close: leases.close }
}

/** Follows no redirect, verifies the certificate, and does not retry. */
function fetchOnce(
  context: APIRequestContext,
  {
    endpoint,
    request,
    limits,
  }: {
    readonly endpoint: string
    readonly request: Request
    readonly limits: Limits
  },
): Promise<APIResponse> {
  return context.fetch(urlOf(endpoint, request), {
    method: request.method,
    headers: Object.fromEntries(request.headers),
    // Bytes: Playwright would serialise a string as JSON a second time.
    ...(request.body === undefined ? {} : { data: Buffer.from(request.body) }),
    timeout: limits.timeoutMs,
    maxRedirects: 0,
  })
}

/** Playwright maps every frame of a call's stack to its source, which takes
 * long. A call from a microtask has a stack of only a few frames. */
function detached<T>(work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    queueMicrotask(() => {
      work().then(resolve, reject)
    })
  })
}

/** What the proxy answers says nothing about the API. */
function throughProxy(
  result: Exchange['result'],
  { proxy, watch }: { readonly proxy: Proxy; readonly watch: Watch },
): Exchange['result'] {
  const named = `the proxy ${proxy.server} of ${proxy.variable}`
  const { refusedBy } = watch
  if (refusedBy !== undefined) {
    const hint = refusedBy === 407 ? ': it needs another login' : ''
    const message = `${named} answered ${refusedBy}${hint}`
    return { kind: 'no-reply', reason: 'refused', message }
  }
  if (result.kind === 'reply') return result
  return { ...result, message: `${result.message}, through ${named}` }
}

function toReply(
  response: APIResponse,
  { chunks, coding, maxBodyBytes }: Watch,
): Reply {
  const packed = Buffer.concat(chunks)
  const bytes = decodeBody(packed, { coding, maxBytes: maxBodyBytes })
  return {
    kind: 'reply',
    status: response.status(),
    statusText: response.statusText(),
    headers: pairsOfArray(response.headersArray()),
    body: bytes.toString('utf8'),
    isUtf8: isUtf8(bytes),
  }
}
