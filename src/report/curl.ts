/** A curl command that sends a request again. */
import type { Header, Request } from '../model/exchange.ts'
import { urlOf } from '../transport/url.ts'

/** A credential's placeholder, which the shell replaces: `Bearer $NAME`. */
const placeholder =
  /^(?:[Bb]earer )?\$(?:[A-Z][A-Z0-9_]*|\{[A-Z][A-Z0-9_]*%\?+\})$/

/** Curl sets these headers itself. */
const leftToCurl = new Set(['host', 'content-length', 'connection'])

/** For a POSIX shell; the shell reads secrets from the environment. */
export function curlFor(request: Request, endpoint: string): string {
  const url = urlOf(endpoint, request)
  const parts = [
    `curl --include --request ${request.method} ${singleQuoted(url)}`,
    ...request.headers
      .filter(([name]) => !leftToCurl.has(name.toLowerCase()))
      .map((header) => `--header ${quotedHeader(header)}`),
    ...(request.body === undefined
      ? []
      : [`--data-raw ${singleQuoted(request.body)}`]),
  ]
  return parts.join(' \\\n  ')
}

function quotedHeader([name, value]: Header): string {
  return placeholder.test(value) && /^[\w-]+$/.test(name)
    ? `"${name}: ${value}"`
    : singleQuoted(`${name}: ${value}`)
}

/** POSIX 2.2.2: nothing has a meaning between single quotes. */
function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
