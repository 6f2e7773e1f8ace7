/** Package: judges an installed release before its first call, beside the one
 * before it. */
import type { Codes } from '../model/catalog.ts'
import type { Finding } from '../model/finding.ts'
import type { PackageFacts } from '../model/package-facts.ts'
import { checkPackageEntry, codes as entry } from './package-entry.ts'
import { checkPackageFiles, codes as files } from './package-files.ts'
import { checkPackageManifest, codes as manifest } from './package-manifest.ts'
import { codes as types } from './package-types.ts'

export const codesOfPackage: readonly Codes[] = [entry, files, manifest, types]

/** @param baseline undefined for a release that is compared with none. */
export function checkPackage(
  release: PackageFacts,
  baseline: PackageFacts | undefined,
): readonly Finding[] {
  return [
    ...checkPackageEntry(release, baseline),
    ...checkPackageFiles(release),
    ...checkPackageManifest(release, baseline),
  ]
}
