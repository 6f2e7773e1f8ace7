/** Package entry: can callers load a release as they loaded the one before? */
import type { Codes } from '../model/catalog.ts'
import type { Finding } from '../model/finding.ts'
import type { PackageFacts } from '../model/package-facts.ts'
import { findingOf } from './finding.ts'
import { isMajor } from './package-version.ts'

export const codes = {
  'package-unloadable': {
    class: 'package',
    title: 'The release cannot be loaded',
    hint: 'No caller can use it. Do not publish it: look for a file or a dependency that is missing.',
  },
  'package-entry-lost': {
    class: 'package',
    title: 'The release can no longer be loaded in a way that worked before',
    hint: 'Every caller that loads it so breaks: only a major release may do that. Compare `exports` and `type` in the two package.json files.',
  },
  'package-export-removed': {
    class: 'package',
    title: 'The release no longer exports a name that the one before did',
    hint: 'Every caller that imports the name breaks. Bring it back, or publish a major release.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)
const place = { operation: { key: '' } }

type Entered = Pick<PackageFacts, 'version' | 'entries'>

export function checkPackageEntry(
  release: Entered,
  baseline: Entered | undefined,
): readonly Finding[] {
  const loads = Object.values(release.entries).flatMap((it) =>
    Object.values(it),
  )
  if (loads.every(({ error }) => error !== undefined))
    return [
      newFinding(place, {
        code: 'package-unloadable',
        at: 'entry',
        expected: 'an entry that loads',
        received: loads[0]?.error ?? 'none',
      }),
    ]
  if (!baseline) return []
  const found = [...lostIn(release, baseline), ...removedIn(release, baseline)]
  // A major release may break its callers, but they should know.
  return isMajor(release, baseline)
    ? found.map((it) => ({ ...it, class: 'sdk-note' }))
    : found
}

function lostIn({ entries }: Entered, baseline: Entered): readonly Finding[] {
  return Object.entries(baseline.entries).flatMap(([entry, before]) =>
    Object.entries(before).flatMap(([way, { error: earlier }]) => {
      const now = entries[entry]?.[way]
      if (earlier !== undefined || (now && now.error === undefined)) return []
      const name = entry === '.' ? way : `${way} of ${entry}`
      return newFinding(place, {
        code: 'package-entry-lost',
        at: 'entry',
        expected: `${name} works, as in ${baseline.version}`,
        received: now?.error ?? 'the package has no such entry',
        key: name,
      })
    }),
  )
}

/** One finding for a name, whichever entries had it. */
function removedIn(
  { entries }: Entered,
  baseline: Entered,
): readonly Finding[] {
  const removed = new Map<string, string>()
  for (const [entry, before] of Object.entries(baseline.entries)) {
    const now = new Set(namesIn(entries[entry]))
    // An entry that is lost is a finding of its own.
    if (now.size === 0) continue
    for (const name of namesIn(before)) {
      if (!now.has(name) && !removed.has(name)) removed.set(name, entry)
    }
  }
  return [...removed].map(([name, entry]) =>
    newFinding(place, {
      code: 'package-export-removed',
      at: entry === '.' ? 'exports' : `exports of ${entry}`,
      expected: `${name}, as in ${baseline.version}`,
      received: 'absent',
      key: name,
    }),
  )
}

function namesIn(
  ways: PackageFacts['entries'][string] | undefined,
): readonly string[] {
  return Object.values(ways ?? {}).flatMap(({ exports }) => exports)
}
