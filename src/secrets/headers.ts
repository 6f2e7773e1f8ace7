/** Headers: which of them carry a credential, and what is shown in its place. */
import type { Exchange, Header, Request } from '../model/exchange.ts'
import { isOpaque } from './named.ts'
import { shortestSecret } from './needles.ts'

/** Headers that carry a credential and nothing else. */
const credentialHeaders = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'seam-publishable-key',
  'seam-client-session-token',
  'client-session-token',
])

/** Of a response: whatever is named so hands out a credential. */
const secretName =
  /(?:token|secret|passw(?:or)?d|jwt|bearer|credentials?|authorization|api-?key)$/i

const carriesSecret = (name: string, value: string): boolean =>
  secretName.test(name) && value.length >= shortestSecret

/** What a response hands out in its headers. */
export function* credentialsHandedOut(
  headers: readonly Header[],
): Generator<string> {
  for (const [name, value] of headers) {
    if (name.toLowerCase() === 'set-cookie') {
      const cookie = value.slice(value.indexOf('=') + 1).split(';')[0] ?? ''
      if (isOpaque(cookie)) yield cookie
    } else if (carriesSecret(name, value)) {
      yield value.replace(/^(?:bearer|basic|token) +/i, '')
    }
  }
}

/** The credentials that a request carries, each without its scheme, and the
 * headers they travel in. */
export function credentialsIn({ headers }: Request): readonly Header[] {
  return headers
    .filter(([name]) => credentialHeaders.has(name.toLowerCase()))
    .map(([name, value]): Header => [name, value.replace(/^Bearer /i, '')])
    .filter(([, credential]) => credential.length >= shortestSecret)
}

/** Puts the credential's placeholder (`Bearer $SEAM_API_KEY`) into the headers
 * that carried it, and blanks other credential headers in both directions. */
export function redactHeaders(
  exchange: Exchange,
  placeholders: readonly Header[],
): Exchange {
  const masked = new Map(placeholders)
  const mask = (header: Header): Header => {
    const [name] = header
    const key = name.toLowerCase()
    const placeholder = masked.get(key)
    if (placeholder !== undefined) return [name, placeholder]
    return credentialHeaders.has(key) ? [name, '[secret]'] : header
  }
  const maskAll = (headers: readonly Header[]) => headers.map(mask)
  const maskAnswer = (headers: readonly Header[]) =>
    headers.map((header): Header => {
      const [name, value] = header
      const isKnown = masked.has(name.toLowerCase())
      return !isKnown && carriesSecret(name, value)
        ? [name, '[secret]']
        : mask(header)
    })
  const { request, result, page } = exchange
  const preflight = page?.preflight
  const answer = preflight?.answer
  return {
    ...exchange,
    request: { ...request, headers: maskAll(request.headers) },
    result:
      result.kind === 'reply'
        ? { ...result, headers: maskAnswer(result.headers) }
        : result,
    ...(page &&
      preflight &&
      answer && {
        page: {
          ...page,
          preflight: {
            ...preflight,
            answer: { ...answer, headers: maskAnswer(answer.headers) },
          },
        },
      }),
  }
}
