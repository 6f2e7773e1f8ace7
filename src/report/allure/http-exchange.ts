/** An exchange in the form that Allure's own viewer shows. */
import { headerOf } from '../../model/exchange.ts'
import type { Exchange, Header, NoReply, Reply } from '../../model/exchange.ts'
import { prettyBody } from '../body-lines.ts'
import { visible } from '../../secrets/visible.ts'
import { urlOf } from '../../transport/url.ts'

export const httpExchangeType = 'application/vnd.allure.http+json'

/** Allure shows stars for this value. */
const hidden = '__ALLURE_REDACTED__'

/** What redaction leaves in a header. */
const redacted = /^(?:Bearer )?\$[A-Z][A-Z0-9_]*$|^\[secret[ \]]|^\[redacted\]/

export function toHttpExchange(
  { request, result, startedAtMs, durationMs }: Exchange,
  endpoint: string,
) {
  return {
    schemaVersion: 1,
    start: Math.round(startedAtMs),
    stop: Math.round(startedAtMs + durationMs),
    request: {
      method: request.method,
      url: visible(urlOf(endpoint, { path: request.path, query: [] }), 2000),
      headers: shown(request.headers),
      query: shown(request.query),
      ...(request.body === undefined
        ? {}
        : { body: bodyOf(request.body, request.headers) }),
    },
    ...(result.kind === 'reply'
      ? { response: responseOf(result) }
      : { error: errorOf(result) }),
  }
}

function responseOf(reply: Reply) {
  return {
    status: reply.status,
    statusText: visible(reply.statusText, 100),
    headers: shown(reply.headers),
    body: bodyOf(reply.body, reply.headers),
  }
}

function errorOf({ reason, message }: NoReply) {
  return { name: `no response: ${reason}`, message: visible(message, 500) }
}

function shown(pairs: readonly Header[]) {
  return pairs.map(([name, value]) => ({
    name: visible(name, 200),
    value: redacted.test(value) ? hidden : visible(value, 2000),
  }))
}

function bodyOf(body: string, headers: readonly Header[]) {
  const { text, isCut, isJson } = prettyBody(body)
  const contentType = headerOf(headers, 'content-type')
  return {
    // The viewer colours by this; the true header stands among the headers.
    contentType: isJson
      ? 'application/json'
      : visible(contentType ?? 'text/plain', 100),
    encoding: 'utf8',
    value: text,
    size: Buffer.byteLength(body),
    ...(isCut ? { truncated: true } : {}),
  }
}
