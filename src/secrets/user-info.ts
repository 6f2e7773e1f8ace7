/** User info: the name and password that a URL may hold before its host. */

const hidden = '***@'

// After two slashes, up to the first sign that ends the host (RFC 3986 §3.2).
const written = /(\b[a-z][a-z\d+.-]{0,30}:[\\/]{2,})[^\s"'<>\\/?#]*@/gi

// A password with such a sign in it; the digits of a port are none.
const broken =
  /(\b[a-z][a-z\d+.-]{0,30}:[\\/]{2,})[^\s"'<>\\/?#@:[\]]*:(?!\d{0,5}(?:[\\/?#]|$))[^\s"'<>]*@/gi

// Browsers and Node accept one slash, or none, for these.
const lax = /(\b(?:https?|wss?|ftp):[\\/]?)(?![\\/])[^\s"'<>\\/?#]*@/gi

export function withoutUserInfo(text: string): string {
  if (!text.includes('@')) return text
  return text
    .replaceAll(broken, `$1${hidden}`)
    .replaceAll(written, `$1${hidden}`)
    .replaceAll(lax, `$1${hidden}`)
}

/** For a text that a person gave as a URL, valid or not: no more than what
 * follows the last `@`. */
export function urlWithoutUserInfo(text: string): string {
  const at = text.lastIndexOf('@')
  if (at < 0) return text
  const [scheme = ''] = /^[a-z][a-z\d+.-]*:[\\/]{2}/i.exec(text) ?? []
  return `${scheme}${hidden}${text.slice(at + 1)}`
}
