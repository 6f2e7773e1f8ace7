/** Redaction: replaces secrets by their value wherever a record is made. */
import type { Exchange, Header, Request } from './exchange.ts'
import type { Redacted } from './outcome.ts'

/** Shorter strings would blank out ordinary words of a report. */
const shortestSecret = 6

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

/** Seam's tokens (`seam_cst1…`, `seam_test…`) and JWTs, wherever they stand. */
const tokenShape =
  /\bseam_(?!watch)[A-Za-z0-9]*\d[A-Za-z0-9_]{5,}|\bey[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*/g

/** Cheap, and true of all that has the shape. */
const mayHoldToken = /seam_|\bey/

/** The value of a JSON property named `token` or `…_token`, also in a body that
 * was cut off. */
const tokenProperty = /"(?:[A-Za-z0-9_]*_)?token"\s*:\s*"((?:[^"\\]|\\.){6,})/g

/** The secrets of one case: the run's own and those minted on the way. */
export type Secrets = {
  /** Remembers a secret; the same value always gets the same number. */
  readonly add: (value: string) => void
  /** Remembers every token that a reply hands out. */
  readonly learn: (body: string) => void
  readonly redact: (text: string) => string
}

/** @param known values that are secret from the start: the credentials. */
export function createSecrets(known: readonly string[]): Secrets {
  const forms = new Map<string, string>()
  const names = new Map<string, string>()
  let longestFirst: readonly (readonly [form: string, name: string])[] = []
  let isSorted = true

  const add = (value: string): void => {
    if (value.length < shortestSecret || names.has(value)) return
    const name = `[secret ${names.size + 1}]`
    names.set(value, name)
    for (const form of formsOf(value)) forms.set(form, name)
    isSorted = false
  }
  const redact = (text: string): string => {
    if (!isSorted) {
      longestFirst = [...forms].toSorted(([a], [b]) => b.length - a.length)
      isSorted = true
    }
    if (text.length < shortestSecret) return text
    let clean = text
    for (const [form, name] of longestFirst) {
      if (clean.includes(form)) clean = clean.replaceAll(form, name)
    }
    return mayHoldToken.test(clean)
      ? clean.replaceAll(tokenShape, '[secret]')
      : clean
  }
  const learn = (body: string): void => {
    for (const match of body.matchAll(tokenProperty)) {
      if (match[1] !== undefined) add(unescapeJson(match[1]))
    }
    for (const [token] of body.matchAll(tokenShape)) add(token)
  }
  for (const value of known) add(value)
  return { add, learn, redact }
}

/** Every way in which a secret may be written down. */
export function formsOf(value: string): ReadonlySet<string> {
  const bearer = `Bearer ${value}`
  return new Set([
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    Buffer.from(value).toString('base64'),
    Buffer.from(value).toString('base64url'),
    Buffer.from(bearer).toString('base64'),
    Buffer.from(bearer).toString('base64url'),
  ])
}

function unescapeJson(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`))
  } catch {
    return text // cut off inside an escape: redact what is there
  }
}

/** The same record with every secret in every string replaced. */
export function redacted<T extends object>(
  record: T,
  secrets: Secrets,
): Redacted<T> {
  // The brand exists only in types: this function is what gives it.
  return redactValue(record, secrets) as Redacted<T>
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
  const masked = new Map(placeholders.map(([name, value]) => [name, value]))
  const mask = ([name, value]: Header): Header => {
    const key = name.toLowerCase()
    const isSecret = credentialHeaders.has(key) || masked.has(key)
    return isSecret ? [name, masked.get(key) ?? '[secret]'] : [name, value]
  }
  const { request, result, page } = exchange
  const answer = page?.preflight?.answer
  return {
    ...exchange,
    request: { ...request, headers: request.headers.map(mask) },
    result:
      result.kind === 'reply'
        ? { ...result, headers: result.headers.map(mask) }
        : result,
    ...(page?.preflight &&
      answer && {
        page: {
          ...page,
          preflight: {
            ...page.preflight,
            answer: { ...answer, headers: answer.headers.map(mask) },
          },
        },
      }),
  }
}

function redactValue(value: unknown, secrets: Secrets): unknown {
  if (typeof value === 'string') return secrets.redact(value)
  if (Array.isArray(value)) {
    return value.map((item) => redactValue(item, secrets))
  }
  if (typeof value !== 'object' || value === null) return value
  // Names of properties are our own: what an API names stands in strings.
  const clean: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    clean[key] = redactValue(item, secrets)
  }
  return clean
}
