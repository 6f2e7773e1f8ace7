/** Facts: what can be said of the package of a release. */
import { inspectRelease } from '../drivers/sdk/inspect.ts'
import type { PackageFacts } from '../model/package-facts.ts'
import type { InstalledRelease } from '../drivers/sdk/release.ts'

/** Entries and exports are of a package of JavaScript: undefined for others. */
export async function factsOf(
  release: InstalledRelease,
): Promise<PackageFacts | undefined> {
  return release.language === 'javascript' ? inspectRelease(release) : undefined
}
