/** Inspect: what can be seen of a release before the first call. */
import { readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { PackageFacts } from '../../model/package-facts.ts'
import { loadEntries } from './load-entries.ts'
import { entriesOf, readManifest } from './manifest.ts'
import type { Manifest } from './manifest.ts'
import { reachedIn } from './reached.ts'
import type { InstalledRelease } from './release.ts'
import { secretsIn } from './secrets-inside.ts'

export async function inspectRelease(
  release: InstalledRelease,
): Promise<PackageFacts> {
  const { folder, name, version } = release
  const home = join(folder, 'node_modules', name)
  const manifest = readManifest(home)
  const entries = await loadEntries(release, entriesOf(manifest))
  const own = filesBelow(home).filter(
    (file) => !/(?:^|\/)node_modules\//.test(file),
  )
  const engine = manifest.engines?.node
  return {
    name,
    version,
    entries,
    ...(engine !== undefined && { engine }),
    dependencies: Object.keys(manifest.dependencies ?? {}),
    installScripts: scriptsOf(manifest, own),
    ...reachedIn(home, { name, manifest }),
    secrets: secretsIn(home, own),
    installedBytes: filesBelow(folder)
      .map((file) => statSync(join(folder, file)).size)
      .reduce((sum, size) => sum + size, 0),
  }
}

/** npm builds a package with a `binding.gyp` unasked. */
function scriptsOf(
  { scripts = {} }: Manifest,
  files: readonly string[],
): readonly string[] {
  return [
    ...['preinstall', 'install', 'postinstall'].filter((it) => it in scripts),
    ...files.filter((file) => file === 'binding.gyp'),
  ]
}

/** Relative, with `/`. Links are not followed. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map(({ parentPath, name }) =>
      relative(folder, join(parentPath, name)).replaceAll('\\', '/'),
    )
}
