/** Redaction: replaces secrets by their value wherever a record is made. */
import type { Redacted } from '../model/outcome.ts'
import { Needles, shortestSecret } from './needles.ts'
import { replaceSeen } from './replace-seen.ts'
import { searchText } from './search.ts'
import type { Seen } from './search.ts'
import { hint, noNeedles } from './hints.ts'
import { markOf } from './token-hashes.ts'
import { tokensIn } from './token-shapes.ts'

/** The value of a JSON property whose name ends with such a word, also in a body
 * that was cut off. */
const secretProperty =
  /("(?:[A-Za-z0-9_]*_)?(?:token|secret|password|(?:api|private|publishable)_key)"\s*:\s*")((?:[^"\\]+|\\.)*)/g

/** Cheap, and true of all that has such a property. */
const mayNameSecret = /(?:token|secret|password|api_key|te_key|le_key)"/

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

/** Replaces nothing: for a target whose secrets are made up, where nothing is
 * written. */
export const asItIs: Secrets = {
  add: () => {},
  learn: () => {},
  redact: (text) => text,
  marks: () => [],
}

/** Credentials are the same for every case of a run. */
const prepared = new WeakMap<readonly string[], Needles>()

function prepare(known: readonly string[]): Needles {
  const found = prepared.get(known)
  if (found) return found
  const needles = new Needles(noNeedles)
  for (const [index, value] of known.entries()) {
    needles.add(value, nameOf(index + 1))
  }
  prepared.set(known, needles)
  return needles
}

function nameOf(number: number): string {
  return `[secret ${number}]`
}

const replacementOf = ({ name, how }: Seen): string =>
  how === 'shape' || !name.startsWith('[') ? '[secret]' : name

const nothing = new Needles(noNeedles)

/** @param known values that are secret from the start: the credentials. */
export function createSecrets(known: readonly string[]): Secrets {
  const needles = new Needles(prepare(known))
  const question = { needles }
  const values = new Set(known)

  const add = (value: string): void => {
    if (value.length < shortestSecret || values.has(value)) return
    values.add(value)
    needles.add(value, nameOf(values.size))
  }
  const redact = (text: string): string => {
    if (text.length < needles.shortest && !text.includes('…')) return text
    const seen = searchText(text, question)
    if (!seen) return text
    const clean =
      seen.length === 0 ? text : replaceSeen(text, seen, replacementOf)
    return mayNameSecret.test(clean)
      ? clean.replaceAll(secretProperty, maskValue)
      : clean
  }
  const isFull = (): boolean => values.size >= known.length + learntAtMost
  const learnFrom = (text: string, hints: number): void => {
    for (const token of handedOut(text, hints)) {
      if (isFull()) return
      add(token)
    }
  }
  const learn = (body: string): void => {
    searchText(body, {
      needles: nothing,
      onView: ({ text }, hints) => learnFrom(text, hints),
    })
  }
  const marks = (salt: string): readonly string[] =>
    [...values]
      .slice(new Set(known).size)
      .flatMap((secret) => markOf(secret, salt) ?? [])
  return { add, learn, redact, marks }
}

/** By the names of properties, and by the shape wherever it stands. */
function* handedOut(text: string, hints: number): Generator<string> {
  if ((hints & hint.property) !== 0) {
    for (const { 2: value } of text.matchAll(secretProperty)) {
      if (value !== undefined) yield unescapeJson(value)
    }
  }
  if ((hints & hint.shape) === 0) return
  for (const { token } of tokensIn(text)) yield token
}

/** Masks the rest of a token that is longer than any form. */
function maskValue(property: string, name: string, value: string): string {
  const isShown =
    value.length < shortestSecret || /^\[secret(?: \d+)?\]$/.test(value)
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
  return (
    secrets === asItIs ? record : redactValue(record, secrets)
  ) as Redacted<T>
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
