/** Redaction: replaces secrets by their value wherever a record is made. */
import type { Redacted } from '../model/outcome.ts'
import { shortestForm } from './encodings.ts'
import { markOf } from './token-hashes.ts'
import { createMatcher } from './matcher.ts'
import type { Matcher } from './matcher.ts'
import { tokensIn, withoutTokens } from './token-shapes.ts'

/** The value of a JSON property named `token` or `…_token`, also in a body that
 * was cut off. */
const tokenProperty = /("(?:[A-Za-z0-9_]*_)?token"\s*:\s*")((?:[^"\\]+|\\.)*)/g

/** Cheap, and true of all that has such a property. */
function mayNameToken(text: string): boolean {
  return text.includes('token"')
}

/** So many tokens of one case are known by their value. Those that come later,
 * in a list of thousands, go by their place and their shape. */
const learntAtMost = 200

/** The secrets of one case: the run's own and those minted on the way. */
export type Secrets = {
  /** Remembers a secret; the same value always gets the same number. */
  readonly add: (value: string) => void
  /** Remembers every token that a reply hands out. */
  readonly learn: (body: string) => void
  readonly redact: (text: string) => string
  /** Marks of what was added or learnt: handed out during the case. */
  readonly marks: (salt: string) => readonly string[]
}

/** Credentials are the same for every case of a run: their forms are worked out
 * once. */
const prepared = new WeakMap<readonly string[], Matcher>()

function prepare(known: readonly string[]): Matcher {
  const matcher = prepared.get(known) ?? createMatcher()
  if (!prepared.has(known)) {
    for (const [index, value] of known.entries()) {
      matcher.add(value, nameOf(index + 1))
    }
    prepared.set(known, matcher)
  }
  return matcher
}

function nameOf(number: number): string {
  return `[secret ${number}]`
}

/** @param known values that are secret from the start: the credentials. */
export function createSecrets(known: readonly string[]): Secrets {
  const matcher = createMatcher(prepare(known))
  const values = new Set(known)

  const add = (value: string): void => {
    if (value.length < shortestForm || values.has(value)) return
    values.add(value)
    matcher.add(value, nameOf(values.size))
  }
  const redact = (text: string): string => {
    if (text.length < shortestForm) return text
    const clean = withoutTokens(matcher.replace(text), '[secret]')
    return mayNameToken(clean)
      ? clean.replaceAll(tokenProperty, maskValue)
      : clean
  }
  const isFull = (): boolean => values.size >= known.length + learntAtMost
  const learn = (body: string): void => {
    const named = mayNameToken(body) ? body.matchAll(tokenProperty) : []
    for (const match of named) {
      if (isFull()) return
      if (match[2] !== undefined) add(unescapeJson(match[2]))
    }
    for (const { token } of tokensIn(body)) {
      if (isFull()) return
      add(token)
    }
  }
  const marks = (salt: string): readonly string[] =>
    [...values]
      .slice(new Set(known).size)
      .flatMap((secret) => markOf(secret, salt) ?? [])
  return { add, learn, redact, marks }
}

/** Masks the rest of a token that is longer than any form. */
function maskValue(property: string, name: string, value: string): string {
  const isShown = value.length < shortestForm || /^\[secret.*\]$/.test(value)
  return isShown ? property : `${name}[secret]`
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

/** What `act` gives; an error that it throws may quote what a reply said, and
 * goes on to every reporter, so it is redacted here. */
export async function redactingErrors<T>(
  secrets: Secrets,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act()
  } catch (cause) {
    const { message, stack } =
      cause instanceof Error ? cause : new Error(String(cause))
    const error = new Error(secrets.redact(message))
    error.stack = secrets.redact(stack ?? message)
    throw error
  }
}

/** Of a record, what is always a word of ours. A reply that mints such a word
 * as its token must not rewrite what was found. */
const ownWords = new Set([
  'caseId',
  'class',
  'code',
  'driver',
  'fidelity',
  'id',
  'kind',
  'method',
  'operation',
  'place',
  'scenarioId',
  'severity',
  'status',
  'statusKey',
])

const judgedWords = new Set(['judged', 'no-schema', 'not-judged'])

function redactValue(value: unknown, secrets: Secrets): unknown {
  if (typeof value === 'string') {
    const clean = secrets.redact(value)
    return clean !== value && judgedWords.has(value) ? value : clean
  }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    return value.map((item) => redactValue(item, secrets))
  }
  // Names of properties are our own: what an API names stands in strings.
  const clean: Record<string, unknown> = { ...value }
  for (const name of Object.keys(clean)) {
    if (!ownWords.has(name)) clean[name] = redactValue(clean[name], secrets)
  }
  return clean
}
