/** Encodings: the one list of ways to write a secret down. Redaction, the audit
 * and the check for credentials in errors all go by it. */
import { html } from 'hono/html'

/** Shorter forms are not searched for: they may stand anywhere. */
export const shortestForm = 6

/** Of a longer secret only the beginning is searched for. */
const longestForm = 4096

type Encoding = (secret: string) => readonly string[]

/** These leave most characters readable. */
const escapes: readonly Encoding[] = [
  (secret) => [secret],
  (secret) => [inJson(secret), inJson(inJson(secret))],
  (secret) => [inJson(secret).replaceAll('/', '\\/')],
  urlForms,
  (secret) => [encodeURIComponent(inUrl(secret))],
  // A JSON pointer (RFC 6901 §3).
  (secret) => [secret.replaceAll('~', '~0').replaceAll('/', '~1')],
  (secret) => [inHtml(secret), inHtml(inJson(secret))],
]

/** These leave no character readable. */
const packings: readonly Encoding[] = [
  (secret) => inBothCases(Buffer.from(secret).toString('hex')),
  ...[percent, unicode, hexadecimal].map(
    (escape): Encoding =>
      (secret) =>
        inBothCases(escape(secret)),
  ),
  (secret) => base64Forms(inBase64(secret)),
  (secret) => base64Forms(inBase64(`Bearer ${secret}`)),
  (secret) => base64Cores(secret).flatMap(base64Forms),
  (secret) => base64Cores(inBase64(secret)),
]

/** Whether a text holds the secret in any of its forms. */
export function holds(text: string, secret: string): boolean {
  if (escapedFormsOf(secret).some((form) => text.includes(form))) return true
  const mayBe = packedBeginningsOf(secret).some((it) => text.includes(it))
  return mayBe && packedFormsOf(secret).some((form) => text.includes(form))
}

/** As it is; escaped or encoded for JSON, URLs and HTML, once and twice. */
export function escapedFormsOf(secret: string): readonly string[] {
  // No escape changes most tokens, nor most of base64.
  if (/^[\w.-]*$/.test(secret)) return [secret.slice(0, longestForm)]
  return formsIn(escapes, secret)
}

/** In hexadecimal; and in base64, wherever it stands in a longer base64. */
export function packedFormsOf(secret: string): readonly string[] {
  return formsIn(packings, secret)
}

function formsIn(
  encodings: readonly Encoding[],
  secret: string,
): readonly string[] {
  const text = secret.slice(0, longestForm)
  return [...new Set(encodings.flatMap((encode) => encode(text)))]
}

/** By the beginning of the secret. */
const knownBeginnings = new Map<string, readonly string[]>()
const knownAtMost = 1000

/** The beginnings of the packed forms. They depend on the first characters of a
 * secret alone, and all tokens of a kind begin alike: so a search rules out most
 * texts before it computes a single form. */
export function packedBeginningsOf(secret: string): readonly string[] {
  const beginning = secret.slice(0, shortestForm)
  const known = knownBeginnings.get(beginning)
  if (known) return known
  const forms = packedFormsOf(beginning)
  const found = new Set(forms.map((form) => form.slice(0, shortestForm)))
  if (knownBeginnings.size >= knownAtMost) knownBeginnings.clear()
  knownBeginnings.set(beginning, [...found])
  return [...found]
}

/** One character or more, each escaped by its number, in lower case. */
export function numberedFormsOf(text: string): readonly string[] {
  return [percent, unicode, hexadecimal].map((escape) => escape(text))
}

function percent(text: string): string {
  return Buffer.from(text).toString('hex').replace(/../g, '%$&')
}

function hexadecimal(text: string): string {
  return Buffer.from(text).toString('hex').replace(/../g, '\\x$&')
}

function unicode(text: string): string {
  return Array.from(
    { length: text.length },
    (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('')
}

function inBothCases(form: string): readonly string[] {
  const upper = form.replace(/[a-f]/g, (digit) => digit.toUpperCase())
  return [form, upper]
}

function inBase64(text: string): string {
  return Buffer.from(text).toString('base64')
}

/** The parts of base64 that do not depend on the text before and after, for each
 * of the three places where the secret may begin. */
export function base64Cores(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
    // Six bits to a character: one that shares bits with a neighbour is left out.
    const from = Math.ceil((before * 8) / 6)
    const to = Math.floor((text.length * 8) / 6)
    return text.toString('base64').slice(from, to)
  })
}

/** Base64 as it may travel: in its two alphabets, and escaped once more. */
function base64Forms(base64: string): readonly string[] {
  return [
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
    base64.replaceAll('/', '\\/'),
    encodeURIComponent(base64),
    lowerCaseEscapes(encodeURIComponent(base64)),
  ]
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function urlForms(secret: string): readonly string[] {
  const url = inUrl(secret)
  return [url, lowerCaseEscapes(url), url.replaceAll('%20', '+')]
}

/** Half a character, which no URL can hold, becomes the replacement character. */
function inUrl(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'))
}

function lowerCaseEscapes(url: string): string {
  return url.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())
}

/** As our own pages escape it. */
function inHtml(text: string): string {
  return String(html`${text}`)
}
