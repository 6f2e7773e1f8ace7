/** Cache: the folder of installed releases, each in a folder of its own. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readRelease } from './release.ts'
import type { InstalledRelease } from './release.ts'
import type { Spec } from './spec.ts'

/** @returns a new folder, to be renamed once the release is whole. */
export function newFolderIn(cache: string): string {
  removeUnfinished(cache)
  const folder = join(cache, `${unfinished}${randomBytes(6).toString('hex')}`)
  mkdirSync(folder, { recursive: true })
  return folder
}

const unfinished = '.making-'

/** No install takes so long. */
const unusedMs = 3_600_000

/** A command that was ended while it installed has left a folder. */
function removeUnfinished(cache: string): void {
  if (!existsSync(cache)) return
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name)
    const { mtimeMs } = statSync(folder, { throwIfNoEntry: false }) ?? {}
    if (name.startsWith(unfinished) && Date.now() - (mtimeMs ?? 0) > unusedMs)
      rmSync(folder, { recursive: true, force: true })
  }
}

/** A version of the registry never changes. */
export function findInstalled(
  spec: Spec,
  cache: string,
): InstalledRelease | undefined {
  if (spec.kind !== 'npm' || !existsSync(cache)) return undefined
  const start = `npm+${nameOnDisk(spec)}-`
  return readdirSync(cache)
    .filter((name) => name.startsWith(start))
    .map((name) => readRelease(join(cache, name)))
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
