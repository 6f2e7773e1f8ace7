/** Values: parses the text of an option or a variable, or says why it is not
 * valid. */
import type { Shard } from '../model/shard.ts'
import { hintFor } from '../scenario/check/closest.ts'
import { urlWithoutUserInfo } from '../secrets/user-info.ts'

export type Parsed<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  /** `fact` says what is wrong with the text, `hint` what is allowed. */
  | { readonly kind: 'invalid'; readonly fact: string; readonly hint: string }

export type Parse<Value> = (text: string) => Parsed<Value>

export const text: Parse<string> = (given) => accept(given)

/** Parts between commas, without blanks. */
export const list: Parse<readonly string[]> = (given) => accept(partsOf(given))

/** Host names between commas, each as `URL` writes it. */
export const hosts: Parse<readonly string[]> = (given) => {
  const parts = partsOf(given)
  const strange = parts.find(
    (part) => /[\s/\\?#@]/.test(part) || !URL.canParse(`https://${part}`),
  )
  return strange === undefined
    ? accept(parts.map((part) => new URL(`https://${part}`).host))
    : reject(
        `expected a host name, but received "${urlWithoutUserInfo(strange)}"`,
        'give a host name without a scheme or a path, such as staging.example.org',
      )
}

/** What is wrong with it is said without it: it may hold a password. */
export const httpUrl: Parse<string> = (given) =>
  URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)
    ? accept(given)
    : reject('expected a URL', 'give one that begins with https:// or http://')

export const yesOrNo: Parse<boolean> = (given) => {
  if (['1', 'true', 'yes'].includes(given.toLowerCase())) return accept(true)
  if (['0', 'false', 'no'].includes(given.toLowerCase())) return accept(false)
  return reject(`"${given}" is neither yes nor no`, 'use 1 or 0')
}

export const positiveNumber: Parse<number> = (given) => {
  const value = Number(given)
  return Number.isFinite(value) && value > 0
    ? accept(value)
    : reject(`"${given}" is not a number above 0`, 'give a number above 0')
}

/** The longest time of a timer in Node.js is 2^31 - 1 ms; a case adds several. */
const longestMs = 86_400_000

/** `90s`, `15m`, `26h`; in milliseconds. */
export const interval: Parse<number> = (given) => {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(given) ?? []
  const ms = Number(amount) * (units[unit ?? ''] ?? Number.NaN)
  return ms > 0
    ? accept(ms)
    : reject(`"${given}" is not a time`, 'give one such as 90s, 15m, 26h or 2d')
}

const units: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

export const durationMs: Parse<number> = (given) =>
  wholeNumber({ to: longestMs })(given)

export function wholeNumber({
  from = 1,
  to = Number.MAX_SAFE_INTEGER,
} = {}): Parse<number> {
  const isOpen = to === Number.MAX_SAFE_INTEGER
  const range = isOpen ? `above ${from - 1}` : `from ${from} to ${to}`
  return (given) => {
    const value = Number(given)
    // Digits alone: 0x10 and 1e3 are more likely mistakes.
    const isInRange = /^\d+$/.test(given) && value >= from && value <= to
    return isInRange
      ? accept(value)
      : reject(
          `"${given}" is not a whole number ${range}`,
          `give a whole number ${range}, in digits`,
        )
  }
}

export const pattern: Parse<RegExp> = (given) => {
  try {
    return accept(new RegExp(given, 'i'))
  } catch (error) {
    const { message } = Object(error)
    const reason = String(message).split(': ').at(-1) ?? ''
    return reject(
      `"${given}" is not a regular expression`,
      `${reason.toLowerCase()}; put a backslash before a character that is meant literally`,
    )
  }
}

/** `2/4`: the second of four parts. */
export const shard: Parse<Shard> = (given) => {
  const [, part, parts] = /^(\d{1,4})\/([1-9]\d{0,3})$/.exec(given.trim()) ?? []
  if (part === undefined || parts === undefined)
    return reject(
      `expected which of how many parts, but received "${given}"`,
      'give two whole numbers, such as 2/4 for the second of four parts',
    )
  const index = Number(part)
  const of = Number(parts)
  return index >= 1 && index <= of
    ? accept({ index, of })
    : reject(
        `expected a part from 1/${of} to ${of}/${of}, but received "${given}"`,
        'the first number says which part, the second how many there are',
      )
}

/** One of several names. */
export function oneOf<Name extends string>(
  what: string,
  names: readonly Name[],
): Parse<Name> {
  return (given) => {
    const found = names.find((name) => name === given)
    return found === undefined ? unknown(what, { given, names }) : accept(found)
  }
}

/** Several of them, in the order of the names. */
export function someOf<Name extends string>(
  what: string,
  names: readonly Name[],
): Parse<readonly Name[]> {
  return (given) => {
    const parts = partsOf(given)
    const strange = parts.find((part) => !names.some((name) => name === part))
    return strange === undefined
      ? accept(names.filter((name) => parts.includes(name)))
      : unknown(what, { given: strange, names })
  }
}

function partsOf(given: string): readonly string[] {
  return given
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function unknown(
  what: string,
  { given, names }: { given: string; names: readonly string[] },
): Parsed<never> {
  return reject(`there is no ${what} "${given}"`, hintFor(given, names))
}

function accept<Value>(value: Value): Parsed<Value> {
  return { kind: 'value', value }
}

function reject(fact: string, hint: string): Parsed<never> {
  return { kind: 'invalid', fact, hint }
}
