/** Package entry: can callers load a release as they loaded the one before? */
import type { Codes } from '../model/catalog.ts'
import type { Finding } from '../model/finding.ts'
import { findingOf } from './finding.ts'

export const codes = {
  'package-unloadable': {
    class: 'package',
    title: 'The release cannot be loaded',
    hint: 'No caller can use it. Do not publish it: look for a file or a dependency that is missing.',
  },
  'package-entry-lost': {
    class: 'package',
    title: 'The release can no longer be loaded in a way that worked before',
    hint: 'Every caller that loads it so breaks. Compare `exports` and `type` in the two package.json files.',
  },
  'package-export-removed': {
    class: 'package',
    title: 'The release no longer exports a name, and is no major release',
    hint: 'Every caller that imports the name breaks. Bring it back, or publish a major release.',
  },
} as const satisfies Codes

const newFinding = findingOf(codes)

type Entry = Readonly<
  Record<
    string,
    { readonly error?: string; readonly exports: readonly string[] }
  >
>

export type Inspected = { readonly version: string; readonly entry: Entry }

export function checkPackageEntry(
  { version, entry }: Inspected,
  baseline: Inspected | undefined,
): readonly Finding[] {
  const place = { operation: { key: '' } }
  const ways = Object.entries(entry)
  if (ways.every(([, { error }]) => error !== undefined))
    return [
      newFinding(place, {
        code: 'package-unloadable',
        at: 'entry',
        expected: 'an entry that loads',
        received: entry.import?.error ?? 'none',
      }),
    ]
  if (!baseline) return []
  const lost = ways.flatMap(([way, { error }]) =>
    error === undefined || baseline.entry[way]?.error !== undefined
      ? []
      : newFinding(place, {
          code: 'package-entry-lost',
          at: 'entry',
          expected: `${way} works, as in ${baseline.version}`,
          received: error,
          key: way,
        }),
  )
  if (isMajor(version, baseline.version)) return lost
  const exported = new Set(ways.flatMap(([, { exports }]) => exports))
  const before = new Set(
    Object.values(baseline.entry).flatMap(({ exports }) => exports),
  )
  const removed = [...before].filter((name) => !exported.has(name))
  return [
    ...lost,
    ...removed.map((name) =>
      newFinding(place, {
        code: 'package-export-removed',
        at: 'exports',
        expected: `${name}, as in ${baseline.version}`,
        received: 'absent',
        key: name,
      }),
    ),
  ]
}

function isMajor(version: string, before: string): boolean {
  return Number.parseInt(version, 10) > Number.parseInt(before, 10)
}
