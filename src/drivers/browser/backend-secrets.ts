/** The backend's secrets: does anything here hold one of them, in whole or for
 * the better part, and however it is written? */

/** Fewer characters are the common beginning of many keys. */
const tellingLength = 12

/** @param thing plain data, as it would travel. */
export function holdsSecret(
  thing: unknown,
  secrets: readonly string[],
): boolean {
  const text = JSON.stringify(thing)
  const texts = [text, ...decoded(text)].map((it) => it.toLowerCase())
  return secrets.some((secret) => {
    const part = secret.slice(
      0,
      Math.max(tellingLength, Math.ceil(secret.length * 0.6)),
    )
    const form = JSON.stringify(part).slice(1, -1).toLowerCase()
    return texts.some((it) => it.includes(form))
  })
}

/** What stands in it in base64, as in `Basic …`, and URL-encoded. */
function decoded(text: string): readonly string[] {
  const words = text.match(/[A-Za-z0-9+/_-]{16,}={0,2}/g) ?? []
  const plain = words.map((word) => Buffer.from(word, 'base64').toString())
  return [...plain, text.replaceAll(/%([0-9a-f]{2})/gi, decode)]
}

function decode(_whole: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16))
}
