/** Redaction: replaces secrets by their value wherever a record is made. */
import type { Header } from '../model/exchange.ts'
import type { Redacted } from '../model/outcome.ts'
import { credentialsHandedOut } from './headers.ts'
import { namedIn, writingsOf } from './named.ts'
import { redactHeaders } from './headers.ts'
import { Needles, shortestSecret } from './needles.ts'
import { replaceSeen } from './replace-seen.ts'
import { searchText } from './search.ts'
import type { Seen } from './search.ts'
import { hint, noNeedles } from './hints.ts'
import { markOf } from './token-hashes.ts'
import { tokensIn } from './token-shapes.ts'
import type { View } from './view.ts'

/** So many tokens of one case are known by their value. Those that come later,
 * in a list of thousands, go by their place and their shape. */
const learntAtMost = 200

/** The secrets of one case: the run's own and those minted on the way. */
export type Secrets = {
  /** Remembers a secret; the same value always gets the same number. */
  readonly add: (value: string) => void
  /** Remembers every token that a reply hands out. */
  readonly learn: (body: string, headers?: readonly Header[]) => void
  readonly redact: (text: string) => string
  /** Puts placeholders in place of the credentials in the headers. */
  readonly hideHeaders: typeof redactHeaders
  /** Marks of what was added or learnt: handed out during the case. */
  readonly marks: (salt: string) => readonly string[]
}

/** Replaces nothing: for a target whose secrets are made up, where nothing is
 * written. */
export const asItIs: Secrets = {
  add: () => {},
  learn: () => {},
  redact: (text) => text,
  hideHeaders: (exchange) => exchange,
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
  const values = new Set(known)

  const add = (value: string): void => {
    if (value.length < shortestSecret || values.has(value)) return
    values.add(value)
    needles.add(value, nameOf(values.size))
  }
  let byName: Seen[] | undefined
  const question = {
    needles,
    onView: (view: View, hints: number): void => {
      if ((hints & hint.name) === 0) return
      for (const seen of seenByName(view)) (byName ??= []).push(seen)
    },
  }
  const redact = (text: string): string => {
    if (text.length < needles.shortest && !text.includes('…')) return text
    byName = undefined
    const seen = searchText(text, question)
    if (!seen) return text
    const all = byName ? [...seen, ...byName] : seen
    return all.length === 0 ? text : replaceSeen(text, all, replacementOf)
  }
  const isFull = (): boolean => values.size >= known.length + learntAtMost
  const learnFrom = (text: string, hints: number): void => {
    for (const token of handedOut(text, hints)) {
      if (isFull()) return
      add(token)
    }
  }
  const learn = (body: string, headers: readonly Header[] = []): void => {
    for (const value of credentialsHandedOut(headers)) {
      if (!isFull()) add(value)
    }
    searchText(body, {
      needles: nothing,
      onView: ({ text }, hints) => learnFrom(text, hints),
    })
  }
  const marks = (salt: string): readonly string[] =>
    [...values]
      .slice(new Set(known).size)
      .flatMap((secret) => markOf(secret, salt) ?? [])
  return { add, learn, redact, hideHeaders: redactHeaders, marks }
}

/** By the name before it, and by the shape wherever it stands. */
function* handedOut(text: string, hints: number): Generator<string> {
  if ((hints & hint.name) !== 0) {
    for (const { value } of namedIn(text)) yield* writingsOf(value)
  }
  if ((hints & hint.shape) === 0) return
  for (const { token } of tokensIn(text)) yield token
}

/** By the name before it: values longer than any form, and those not learnt. */
function* seenByName(view: View): Generator<Seen> {
  for (const { value, from, to } of namedIn(view.text)) {
    if (value.length < shortestSecret || isPlaceholder.test(value)) continue
    yield { ...view.rangeOf({ from, to }), name: '[secret]', how: 'shape' }
  }
}

const isPlaceholder = /^\[secret(?: \d+)?\]$/

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
