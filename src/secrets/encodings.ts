/** Forms: every way in which a secret may be written down. */

/** Shorter ones are not looked for: they may stand anywhere. */
export const shortestForm = 6

/** Longer ones are known by their beginning: enough to tell, and bounded. */
const longestForm = 4096

/** Whether a text holds the value in any of its forms. */
export function holds(text: string, value: string): boolean {
  const forms = escapedFormsOf(value)
  if (forms.some((form) => text.includes(form))) return true
  const mayBe = packedBeginningsOf(value).some((it) => text.includes(it))
  return mayBe && packedFormsOf(value).some((form) => text.includes(form))
}

/** As it is; escaped or encoded for JSON, URLs and HTML, once and twice. */
export function escapedFormsOf(value: string): readonly string[] {
  const secret = value.slice(0, longestForm)
  if (isUnescaped.test(secret)) return [secret]
  const json = inJson(secret)
  const url = encodeURIComponent(secret.replace(/\p{Cs}/gu, '\uFFFD'))
  const forms = new Set([
    secret,
    json,
    json.replaceAll('/', '\\/'),
    inJson(json),
    url,
    lowerCaseEscapes(url),
    url.replaceAll('%20', '+'),
    encodeURIComponent(url),
    secret.replaceAll('~', '~0').replaceAll('/', '~1'), // a JSON pointer
    inHtml(secret),
    inHtml(json),
  ])
  return [...forms]
}

/** In hexadecimal; and in base64, wherever in a longer base64 it stands. */
export function packedFormsOf(value: string): readonly string[] {
  const secret = value.slice(0, longestForm)
  const bearer = `Bearer ${secret}`
  const base64 = Buffer.from(secret).toString('base64')
  const forms = new Set([
    ...hexFormsOf(secret),
    ...encodedFormsOf(base64),
    ...encodedFormsOf(Buffer.from(bearer).toString('base64')),
    ...coresOf(secret).flatMap(encodedFormsOf),
    ...coresOf(base64),
  ])
  return [...forms]
}

/** By the beginning of the value. */
const knownBeginnings = new Map<string, readonly string[]>()
const knownAtMost = 1000

/** What the packed forms of a value begin with. The first characters of it
 * settle that, whatever follows, and all tokens of a kind begin alike: so most
 * texts are known to hold none before a single form is worked out. */
export function packedBeginningsOf(value: string): readonly string[] {
  const beginning = value.slice(0, shortestForm)
  const known = knownBeginnings.get(beginning)
  if (known) return known
  const forms = packedFormsOf(beginning)
  const found = new Set(forms.map((form) => form.slice(0, shortestForm)))
  if (knownBeginnings.size >= knownAtMost) knownBeginnings.clear()
  knownBeginnings.set(beginning, [...found])
  return [...found]
}

/** Most tokens, and most of base64, are of what no escape changes. */
const isUnescaped = /^[\w.-]*$/

/** Each byte or character escaped, in upper and in lower case. */
function hexFormsOf(secret: string): readonly string[] {
  const hex = Buffer.from(secret).toString('hex')
  const percent = hex.replace(/../g, '%$&')
  const unicode = Array.from(
    { length: secret.length },
    (_, at) => `\\u${secret.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('')
  return [hex, percent, unicode].flatMap((form) => [
    form,
    form.replace(/[a-f]/g, (digit) => digit.toUpperCase()),
  ])
}

/** The parts of base64 that do not depend on what stands before and after, for
 * each of the three places where the secret may begin. */
function coresOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
    // Six bits to a character: what shares one with a neighbour is left out.
    const from = Math.ceil((before * 8) / 6)
    const to = Math.floor((text.length * 8) / 6)
    return text.toString('base64').slice(from, to)
  })
}

/** Base64 as it may travel: in its two alphabets, and escaped once more. */
function encodedFormsOf(base64: string): readonly string[] {
  const url = encodeURIComponent(base64)
  return [
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
    base64.replaceAll('/', '\\/'),
    url,
    lowerCaseEscapes(url),
  ]
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function lowerCaseEscapes(url: string): string {
  return url.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function inHtml(text: string): string {
  return text.replace(/[&<>"']/g, (found) => entities[found] ?? found)
}
