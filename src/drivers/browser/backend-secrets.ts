/** The backend's secrets: finds one in data that would enter a page, whole or
 * in large part, plain or encoded. */
import { unescape } from 'node:querystring'
import { holds } from '../../secrets/encodings.ts'

/** Many keys share a shorter beginning, so a shorter part proves nothing. */
const shortestPart = 12

/** @param thing plain data, as it would be sent. */
export function holdsSecret(
  thing: unknown,
  secrets: readonly string[],
): boolean {
  const text = JSON.stringify(thing)
  // A URL may escape characters that need no escape.
  const texts = [text, unescape(text)]
  return secrets.some((secret) => {
    const part = partOf(secret)
    return texts.some(
      (it) => holds(it, part) || holds(it.toLowerCase(), part.toLowerCase()),
    )
  })
}

function partOf(secret: string): string {
  const length = Math.max(shortestPart, Math.ceil(secret.length * 0.6))
  return secret.slice(0, length)
}
