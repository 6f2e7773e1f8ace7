/** Known issues at the gate: which findings of a release are accepted, and which
 * entries change nothing. Pure.
 *
 * An entry of a run names the method of HTTP, which a release may change. An
 * entry without a condition holds under each. */
import { acceptedIn, withoutEffect } from '../acceptance/settle.ts'
import type {
  AcceptedBy,
  IssuesWithoutEffect,
  KnownIssues,
} from '../model/acceptance.ts'
import type { Effect } from '../model/catalog.ts'
import { conditions } from './conditions.ts'
import { fingerprintOf } from './found.ts'
import type { Found, Looked, Named, Tried } from './found.ts'

export function acceptanceOf(
  known: KnownIssues,
): (finding: Found) => AcceptedBy | undefined {
  const accepted = new Map(
    [...acceptedIn(known)].map(([name, by]) => [withoutMethod(name), by]),
  )
  return (finding) =>
    namesOf(finding)
      .map((name) => accepted.get(name))
      .find((by) => by !== undefined)
}

export function issuesWithoutEffect(
  known: KnownIssues,
  { findings, looked }: Pick<Tried, 'findings' | 'looked'>,
): IssuesWithoutEffect {
  const names = new Set(findings.flatMap(namesOf))
  const found = known.issues
    .map(({ fingerprint }) => fingerprint)
    .filter((name) => names.has(withoutMethod(name)))
  return withoutEffect(known, {
    found: new Set(found),
    wasLookedFor: (name) => wasLookedFor(name, looked),
  })
}

/** With its condition and without it. */
export function namesOf(finding: Named): readonly string[] {
  const { condition: _, ...anywhere } = finding
  return [fingerprintOf(finding), fingerprintOf(anywhere)]
}

/** The names by which what fails can be accepted under each condition. */
export function newNames(
  findings: readonly (Named & {
    readonly since: string
    readonly effect: Effect
    readonly blame: string
  })[],
): readonly string[] {
  const failing = findings.filter(
    ({ since, effect, blame }) =>
      since === 'new' && effect === 'fails' && blame !== 'api',
  )
  return [...new Set(failing.flatMap((it) => namesOf(it).slice(-1)))].toSorted()
}

function withoutMethod(fingerprint: string): string {
  return fingerprint.replace(/ · [A-Z]+ (?=\/)/, ' · ')
}

/** A finding of another code may have ended the judgement before this one. What
 * a run names may be in a case that the gate does not have. */
function wasLookedFor(name: string, looked: readonly Looked[]): boolean {
  if (withoutMethod(name) !== name) return false
  const [code, ...rest] = name.split(' · ')
  const path = rest[0]?.startsWith('/') ? rest[0] : ''
  const last = rest.at(-1) ?? ''
  const isAnywhere = conditions.every(({ id }) => id !== last)
  const where = looked.filter(
    (one) => one.path === path && (isAnywhere || one.condition === last),
  )
  const isClean = ({ wrong }: Looked) => wrong.every((other) => other === code)
  return where.length > 0 && where.every(isClean)
}
