/** A curl command that sends an exchange's request once more. */
import type { Header, Request } from '../model/exchange.ts'
import { urlOf } from '../transport/url.ts'

/** A credential's placeholder, which the shell is to fill: `Bearer $NAME`. */
const placeholder =
  /^(?:[Bb]earer )?\$(?:[A-Z][A-Z0-9_]*|\{[A-Z][A-Z0-9_]*%\?+\})$/

/** Curl names itself and counts the body; what was sent does not matter. */
const leftToCurl = new Set(['host', 'content-length', 'connection'])

/** POSIX shell; secrets are read from the environment, never written down. */
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
