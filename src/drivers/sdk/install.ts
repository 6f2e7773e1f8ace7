/** Install: puts a release and its dependencies into a cache, once. No script of
 * a package runs, and the installer gets none of our secrets. */
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findInstalled, folderOf, newFolderIn } from './cache.ts'
import { describeInstalled } from './install-given.ts'
import { packOfNpm } from './install-npm.ts'
import { installFromPypi } from './install-python.ts'
import type { Packed } from './packed.ts'
import { ownNode, readRelease, recordFile } from './release.ts'
import type { InstalledRelease, Node } from './release.ts'
import { parseSpec, wrongSpec } from './spec.ts'
import type { Spec } from './spec.ts'

/** @param cache the folder of all installed releases.
 * @throws UsageError for a wrong spec, `Unavailable` if it cannot be installed.
 * Nothing is left half-written. */
export async function installRelease(
  text: string,
  cache: string,
  node: Node = ownNode,
): Promise<InstalledRelease> {
  const installed = readRelease(text, node)
  if (installed) return installed
  const spec = parseSpec(text)
  const known = findInstalled(spec, { cache, node })
  if (known) return known
  const making = newFolderIn(cache)
  try {
    const packed = await pack(text, { spec, making: making.folder })
    const folder = join(cache, folderOf({ ...packed, kind: spec.kind }))
    const earlier = readRelease(folder, node)
    if (earlier) return earlier
    const record = await packed.complete()
    writeFileSync(
      join(making.folder, recordFile),
      `${JSON.stringify(record, null, 2)}\n`,
    )
    rmSync(folder, { recursive: true, force: true })
    renameSync(making.folder, folder)
    const release = readRelease(folder, node)
    if (release) return release
    throw wrongSpec(text, 'it was not installed whole', 'try again')
  } finally {
    making.remove()
  }
}

function pack(
  text: string,
  { spec, making }: { readonly spec: Spec; readonly making: string },
): Promise<Packed> {
  switch (spec.kind) {
    case 'npm':
    case 'path':
      return packOfNpm(text, { spec, making })
    case 'pypi':
      return installFromPypi(text, { spec, making })
    case 'python':
    case 'ruby':
    case 'php':
      return describeInstalled(text, spec)
    default:
      return spec satisfies never
  }
}
