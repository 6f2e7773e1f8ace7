/** Records one request of a page, as Playwright's events describe it. */
import { isUtf8 } from 'node:buffer'
import type { Request as PageRequest } from 'playwright'
import type {
  Exchange,
  Header,
  NoReplyReason,
  Reply,
} from '../../model/exchange.ts'

export type Recorded = { readonly url: string; readonly exchange: Exchange }

export async function recordRequest(
  request: PageRequest,
  endpoint: string,
): Promise<Recorded> {
  const seenAtMs = Date.now()
  const response = await request.response().catch(() => null)
  const result = response
    ? await readReply(response).catch(() => noReply(request))
    : noReply(request)
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

/** Network failures as Chromium names them. */
const reasons: readonly (readonly [NoReplyReason, RegExp])[] = [
  ['refused', /CONNECTION_REFUSED|ADDRESS_UNREACHABLE/],
  ['unresolved', /NAME_NOT_RESOLVED/],
  ['cut-off', /CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED/],
  ['reset', /CONNECTION_RESET|CONNECTION_CLOSED|EMPTY_RESPONSE/],
  ['timeout', /TIMED_OUT/],
  ['tls', /CERT|SSL/],
  ['malformed', /INVALID_HTTP|INVALID_RESPONSE|CONTENT_DECODING/],
]

function noReply(request: PageRequest): Exchange['result'] {
  const message = request.failure()?.errorText ?? 'the page was closed'
  const reason = reasons.find(([, words]) => words.test(message))?.[0]
  return { kind: 'no-reply', reason: reason ?? 'unknown', message }
}
