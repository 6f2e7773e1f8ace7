/** Known issues: findings that a team has accepted until a day. */
import schema from '../../schemas/known-issues.schema.json' with { type: 'json' }
import { catalog } from '../checks/catalog.ts'
import type { KnownIssue } from '../model/acceptance.ts'
import type { JsonValue } from '../model/contract.ts'
import { dayAfter } from '../model/day.ts'
import { effectOf } from '../model/weight.ts'
import { closestName, quote } from '../scenario/check/closest.ts'
import { own, textOf } from '../scenario/json.ts'
import type { Fault } from '../scenario/parse/source.ts'
import { ownSchema } from '../scenario/check/own-schema.ts'
import { parseList, type Entry } from './parse-list.ts'

export type Scope = Pick<KnownIssue, 'target' | 'sdk'>

const scopes = ['target', 'sdk'] as const

const validate = ownSchema(schema)

/** Days from today; the shorter one for what lets a stranger in. */
const longestDays = 180
const longestDaysOfAccess = 14

/** @param today in UTC: `2026-11-26`.
 * @throws UsageError with every fault, each with its line. */
export function parseKnownIssues(
  { file, text }: { readonly file: string; readonly text: string },
  today: string,
): readonly KnownIssue[] {
  return parseList(
    { file, text },
    {
      advice: {
        empty: 'write "[]" for a list without entries',
        tooDeep: 'a list of known issues needs two',
        second: 'one file holds one list of known issues',
      },
      validate,
      lastDay: 'expires',
      isSame: isSameScope,
      check: (entry) => [...codeFaults(entry), ...dayFaults(entry, today)],
      read: (value, shared) => ({
        ...shared,
        link: textOf(own(value, 'link')) ?? '',
        ...scopeOf(value),
      }),
    },
  )
}

function scopeOf(value: JsonValue): Scope {
  const entries = scopes.map((key) => [key, textOf(own(value, key))] as const)
  return Object.fromEntries(entries.filter(([, text]) => text !== undefined))
}

/** Whether both hold somewhere. */
function isSameScope(one: JsonValue, other: JsonValue): boolean {
  return areInOneScope(scopeOf(one), scopeOf(other))
}

export function areInOneScope(a: Scope, b: Scope): boolean {
  return scopes.every(
    (key) => a[key] === undefined || b[key] === undefined || a[key] === b[key],
  )
}

/** What a fingerprint begins with. */
function codeOf(fingerprint: string): string {
  return fingerprint.split(' · ')[0] ?? fingerprint
}

function codeFaults({ value, path }: Entry): readonly Fault[] {
  const fingerprint = textOf(own(value, 'fingerprint'))
  if (!fingerprint) return []
  const spot = { path: [...path, 'fingerprint'], at: 'value' } as const
  const fault = (fact: string, hint: string): readonly Fault[] => [
    { code: 'value-invalid', fact, hint, spot },
  ]
  const code = codeOf(fingerprint)
  const entry = Object.hasOwn(catalog, code) ? catalog[code] : undefined
  if (!entry) {
    const closest = closestName(code, Object.keys(catalog))
    return fault(
      `${quote(fingerprint)} does not begin with the code of a finding`,
      closest === undefined
        ? 'copy the fingerprint from verdict.json, gate.json or the report'
        : `did you mean "${closest}"?`,
    )
  }
  const effect = effectOf(entry)
  if (effect === 'fails' || effect === 'listed') return []
  return fault(
    `${code} cannot be accepted: it says that something could not be judged`,
    'remove the entry, and mend the cause',
  )
}

function dayFaults({ value, path }: Entry, today: string): readonly Fault[] {
  const expires = textOf(own(value, 'expires')) ?? ''
  const code = codeOf(textOf(own(value, 'fingerprint')) ?? '')
  const days = longestFor(code)
  const last = dayAfter(today, days)
  if (!/^\d{4}-\d\d-\d\d$/.test(expires) || expires <= last) return []
  const what = days === longestDays ? 'at most' : `for ${code} at most`
  return [
    {
      code: 'value-invalid',
      fact: `"expires" must be ${what} ${days} days ahead, not ${expires}`,
      hint: `write ${last} or an earlier day`,
      spot: { path: [...path, 'expires'], at: 'value' },
    },
  ]
}

function longestFor(code: string): number {
  const isOfAccess =
    catalog[code]?.class === 'auth-bypass' || code.includes('credential')
  return isOfAccess ? longestDaysOfAccess : longestDays
}
