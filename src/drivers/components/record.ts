/** Records one request of a page, as Playwright's events describe it. */
import { isUtf8 } from 'node:buffer'
import type { Request as PageRequest } from 'playwright'
import type { Exchange, NoReply, Reply } from '../../model/exchange.ts'
import { toNoReply } from '../../transport/failure.ts'
import { pairsOfArray } from '../../transport/header-pairs.ts'

export type Recorded = { readonly url: string; readonly exchange: Exchange }

export async function recordRequest(
  request: PageRequest,
  endpoint: string,
): Promise<Recorded> {
  const seenAtMs = Date.now()
  const response = await request.response().catch(() => null)
  const result = response
    ? await readReply(response).catch(() =>
        noReplyTo(request, { hasStarted: true }),
      )
    : noReplyTo(request, { hasStarted: false })
  const { startTime, responseEnd } = request.timing()
  const url = new URL(request.url())
  const body = request.postData()
  const exchange: Exchange = {
    request: {
      // A client of this API uses no other methods.
      method: request.method() as Exchange['request']['method'],
      path: request
        .url()
        .slice(endpoint.length)
        .replace(/[?#].*/, ''),
      query: [...url.searchParams],
      headers: pairsOfArray(await request.headersArray()),
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
    headers: pairsOfArray(await response.headersArray()),
    body: bytes.toString('utf8'),
    isUtf8: isUtf8(bytes),
  }
}

function noReplyTo(
  request: PageRequest,
  { hasStarted }: { readonly hasStarted: boolean },
): NoReply {
  const text = request.failure()?.errorText ?? 'the page was closed'
  return toNoReply(text, { hasStarted, isTooLarge: false })
}
