/** The backend's secrets: finds one in data that would enter a page, whole or
 * in large part, plain or encoded. */

/** Many keys share a shorter beginning, so a shorter part proves nothing. */
const shortestPart = 12

/** @param thing plain data, as it would be sent. */
export function holdsSecret(
  thing: unknown,
  secrets: readonly string[],
): boolean {
  const text = JSON.stringify(thing)
  const texts = [text, ...decoded(text)].map((it) => it.toLowerCase())
  return secrets.some((secret) => {
    const part = secret.slice(
      0,
      Math.max(shortestPart, Math.ceil(secret.length * 0.6)),
    )
    const form = JSON.stringify(part).slice(1, -1).toLowerCase()
    return texts.some((it) => it.includes(form))
  })
}

/** The text's base64 parts (as in `Basic …`) and its URL-encoded parts,
 * decoded. */
function decoded(text: string): readonly string[] {
  const words = text.match(/[A-Za-z0-9+/_-]{16,}={0,2}/g) ?? []
  const plain = words.map((word) => Buffer.from(word, 'base64').toString())
  return [...plain, text.replaceAll(/%([0-9a-f]{2})/gi, decode)]
}

function decode(_whole: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16))
}
