/** Cache: the folder of installed releases, each in a folder of its own. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { attach } from './lifeline.ts'
import { readRelease } from './release.ts'
import type { InstalledRelease, Node } from './release.ts'
import type { Spec } from './spec.ts'

/** @returns a new folder, to be renamed once the release is whole. It does not
 * outlive this process. */
export function newFolderIn(cache: string): {
  readonly folder: string
  /** What is still there is removed. */
  readonly remove: () => void
} {
  removeUnfinished(cache)
  const name = `${unfinished}${process.pid}-${randomBytes(6).toString('hex')}`
  const folder = join(cache, name)
  const detach = attach({ kind: 'folder', value: folder })
  mkdirSync(folder, { recursive: true })
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
      detach()
    },
  }
}

const unfinished = '.making-'

/** No install takes so long. */
const unusedMs = 3_600_000

/** What a machine that stopped has left. */
function removeUnfinished(cache: string): void {
  if (!existsSync(cache)) return
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name)
    const { mtimeMs } = statSync(folder, { throwIfNoEntry: false }) ?? {}
    if (name.startsWith(unfinished) && Date.now() - (mtimeMs ?? 0) > unusedMs)
      rmSync(folder, { recursive: true, force: true })
  }
}

/** A version of a registry never changes. */
export function findInstalled(
  spec: Spec,
  { cache, node }: { readonly cache: string; readonly node: Node },
): InstalledRelease | undefined {
  if (spec.kind !== 'npm' && spec.kind !== 'pypi') return undefined
  if (!existsSync(cache)) return undefined
  const start = `${spec.kind}+${nameOnDisk(spec)}-`
  return readdirSync(cache)
    .filter((name) => name.startsWith(start))
    .map((name) => readRelease(join(cache, name), node))
    .find((release) => release !== undefined)
}

/** `npm+@seamapi+http@2.32.0-1a2b3c4d5e6f` */
export function folderOf({
  kind,
  integrity,
  ...packed
}: {
  readonly kind: Spec['kind']
  readonly name: string
  readonly version: string
  readonly integrity: string
}): string {
  const hash = Buffer.from(integrity.replace(/^\w+-/, ''), 'base64')
  return `${kind}+${nameOnDisk(packed)}-${hash.toString('hex').slice(0, 12)}`
}

function nameOnDisk({
  name,
  version,
}: {
  readonly name: string
  readonly version: string
}): string {
  return `${name.replace('/', '+')}@${version}`
}
