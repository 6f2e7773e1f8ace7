/** Package manifest: what does an update to a release ask of its callers? */
import gt from 'semver/functions/gt.js'
import minVersion from 'semver/ranges/min-version.js'
import type { Codes } from '../model/catalog.ts'
import type { Finding } from '../model/finding.ts'
import type { PackageFacts } from '../model/package-facts.ts'
import { findingOf } from './finding.ts'
import { isMajor } from './package-version.ts'

export const codes = {
  'package-runs-on-install': {
    class: 'package',
    title: 'The package runs a program when it is installed',
    hint: 'It runs with all rights of each caller, on each build machine. Remove the script from package.json.',
  },
  'package-engine-raised': {
    class: 'sdk-note',
    title: 'The release needs a newer Node, and is no major release',
    hint: 'Callers with an older Node get a warning, or an error. Say so in the release notes.',
  },
  'package-dependency-new': {
    class: 'sdk-note',
    title: 'The release brings a dependency that the one before did not have',
    hint: 'Callers install it, too. Look at who maintains it, and what it brings itself.',
  },
  'package-weight-grown': {
    class: 'sdk-note',
    title: 'The release is much larger than the one before',
    hint: 'Compare what an install of each brings. A large part may belong to a package of its own.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)
const place = { operation: { key: '' } }

type Named = Pick<
  PackageFacts,
  'version' | 'engine' | 'dependencies' | 'installScripts' | 'installedBytes'
>

export function checkPackageManifest(
  release: Named,
  baseline: Named | undefined,
): readonly Finding[] {
  return [
    ...release.installScripts.map((script) =>
      newFinding(place, {
        code: 'package-runs-on-install',
        at: 'package.json scripts',
        expected: 'no script that an install runs',
        received: script,
        key: script,
      }),
    ),
    ...(baseline ? updateOf(release, baseline) : []),
  ]
}

function updateOf(release: Named, baseline: Named): readonly Finding[] {
  const before = new Set(baseline.dependencies)
  return [
    ...(isEngineRaised(release, baseline)
      ? [
          newFinding(place, {
            code: 'package-engine-raised',
            at: 'package.json engines.node',
            expected: `${baseline.engine ?? 'any'}, as in ${baseline.version}`,
            received: String(release.engine),
          }),
        ]
      : []),
    ...release.dependencies
      .filter((name) => !before.has(name))
      .map((name) =>
        newFinding(place, {
          code: 'package-dependency-new',
          at: 'package.json dependencies',
          expected: `the dependencies of ${baseline.version}`,
          received: `${name}, too`,
          key: name,
        }),
      ),
    ...(isGrown(release, baseline)
      ? [
          newFinding(place, {
            code: 'package-weight-grown',
            at: 'install',
            expected: `about ${megabytes(baseline)}, as in ${baseline.version}`,
            received: megabytes(release),
          }),
        ]
      : []),
  ]
}

function isEngineRaised(release: Named, baseline: Named): boolean {
  if (release.engine === undefined || isMajor(release, baseline)) return false
  const [now, before] = [release.engine, baseline.engine ?? '*'].map(leastOf)
  return now !== undefined && before !== undefined && gt(now, before)
}

/** Undefined for a range that is none. */
function leastOf(range: string): string | undefined {
  try {
    return minVersion(range)?.version
  } catch {
    return undefined
  }
}

/** By half, and by more than what a file of documentation has. */
const least = { ratio: 1.5, bytes: 1_000_000 }

function isGrown(
  { installedBytes: now }: Named,
  { installedBytes: before }: Named,
): boolean {
  return now > before * least.ratio && now - before > least.bytes
}

function megabytes({ installedBytes }: Named): string {
  return `${(installedBytes / 1_000_000).toFixed(1)} MB`
}
