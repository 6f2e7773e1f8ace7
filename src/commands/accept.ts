/** `seamwatch accept`: writes entries of known issues. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { textOf, withIssue } from '../acceptance/add.ts'
import type { NewIssue } from '../acceptance/add.ts'
import { parseKnownIssues } from '../acceptance/known-issues.ts'
import type { Scope } from '../acceptance/known-issues.ts'
import { readText } from '../acceptance/read.ts'
import { nameOf, read } from '../config/read-option.ts'
import type { Given, Source } from '../config/read-option.ts'
import { dayOf } from '../model/day.ts'
import { UsageError } from '../model/problem.ts'
import { shownPath } from '../model/shown-path.ts'
import { readFound } from '../report/read-found.ts'
import { closestName, quote } from '../scenario/check/closest.ts'
import { printOut } from '../secrets/terminal.ts'
import { writeNamed } from '../secrets/write-file.ts'

/** @throws UsageError for a fingerprint that no report shows, or an entry that
 * the file may not hold. */
export function acceptFindings(
  fingerprints: readonly string[],
  given: Given,
): void {
  const source = { env: process.env, given }
  const today = dayOf(Date.now())
  const terms = termsFrom(source)
  const reports = read('reports', source)
  const file = read('knownIssues', source)
  const found = readFound(reports)
  const issues = fingerprints.map((fingerprint): NewIssue => {
    const scope = found.get(fingerprint)
    if (!scope) throw unknown(fingerprint, { found, reports })
    return { fingerprint, ...terms, ...scope }
  })
  const before = existsSync(file) ? readText(file) : ''
  // A mistake in it has its line there.
  if (before !== '')
    parseKnownIssues({ file: shownPath(file), text: before }, today)
  for (const issue of issues)
    parseKnownIssues({ file: 'the new entry', text: textOf(issue) }, today)
  const text = issues.reduce(withIssue, before)
  const after = parseKnownIssues({ file: shownPath(file), text }, today)
  writeNamed(file, text)
  for (const { place, fingerprint, owner, until } of after) {
    if (!fingerprints.includes(fingerprint)) continue
    printOut(`${place}: accepted until ${until}, by ${owner}: ${fingerprint}`)
  }
}

const required = ['owner', 'reason', 'link', 'until'] as const

function termsFrom(
  source: Source,
): Omit<NewIssue, 'fingerprint' | keyof Scope> {
  const [owner, reason, link, expires] = required.map((key) =>
    read(key, source),
  )
  if (owner && reason && link && expires)
    return { owner, reason, link, expires }
  const missing = required
    .filter((key) => read(key, source) === undefined)
    .map((key) => nameOf(key, source))
  throw new UsageError([
    {
      code: 'argument-invalid',
      fact: `accept needs ${missing.join(', ')}`,
      hint: 'npx seamwatch accept FINGERPRINT --owner TEAM --reason WHY --link URL --until DAY',
    },
  ])
}

function unknown(
  fingerprint: string,
  {
    found,
    reports,
  }: {
    readonly found: ReadonlyMap<string, Scope>
    readonly reports: string
  },
): UsageError {
  const files = ['verdict.json', join('gate', 'gate.json')].map((name) =>
    shownPath(join(reports, name)),
  )
  const closest = closestName(fingerprint, [...found.keys()])
  return new UsageError([
    {
      code: 'name-unresolved',
      fact: `${quote(fingerprint)} is no finding in ${files.join(' or ')}`,
      hint:
        closest === undefined
          ? 'run or gate first, then copy what the terminal shows after "accept", or a "fingerprint" of these files'
          : `did you mean "${closest}"?`,
    },
  ])
}
