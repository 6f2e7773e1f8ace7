/** Install: puts a release and its dependencies into a cache, once. No script of
 * a package runs, and npm gets none of our secrets. */
import { execFile } from 'node:child_process'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { childEnvironment } from '../../model/child-environment.ts'
import { findInstalled, folderOf, newFolderIn } from './cache.ts'
import { explainInstall } from './npm-error.ts'
import { readRelease, recordFile, sdkNames } from './release.ts'
import type { InstalledRelease, ReleaseRecord } from './release.ts'
import { parseSpec, wrongSpec } from './spec.ts'
import type { Spec } from './spec.ts'

/** @param cache the folder of all installed releases.
 * @throws UsageError for a wrong spec, `Unavailable` if npm cannot
 * install it. Nothing is left half-written. */
export async function installRelease(
  text: string,
  cache: string,
): Promise<InstalledRelease> {
  const installed = readRelease(text)
  if (installed) return installed
  const spec = parseSpec(text)
  const known = findInstalled(spec, cache)
  if (known) return known
  const making = newFolderIn(cache)
  try {
    const packed = await pack(text, { spec, making })
    const folder = join(cache, folderOf(packed))
    const earlier = readRelease(folder)
    if (earlier) return earlier
    await install(text, { packed, making })
    requireSdk(text, { packed, making })
    rmSync(folder, { recursive: true, force: true })
    renameSync(making, folder)
    return readRelease(folder) ?? throwing(text, 'it was not installed whole')
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
}

type Packed = {
  readonly kind: Spec['kind']
  readonly name: string
  readonly version: string
  readonly integrity: string
  readonly filename: string
}

const packOutput = z
  .array(
    z.object({
      name: z.string(),
      version: z.string(),
      integrity: z.string(),
      filename: z.string(),
    }),
  )
  .length(1)

async function pack(
  text: string,
  { spec, making }: { readonly spec: Spec; readonly making: string },
): Promise<Packed> {
  const what = spec.kind === 'npm' ? `${spec.name}@${spec.version}` : spec.path
  const flags = ['--json', '--ignore-scripts', '--pack-destination', making]
  const said = await npm(text, { args: ['pack', what, ...flags], cwd: making })
  const [packed] = packOutput.parse(JSON.parse(said))
  if (!packed) return throwing(text, 'npm packed nothing')
  if (!sdkNames.includes(packed.name))
    throw strange(text, `${packed.name} is not one of Seam's SDKs`)
  return { ...packed, kind: spec.kind }
}

async function install(
  text: string,
  { packed, making }: { readonly packed: Packed; readonly making: string },
): Promise<void> {
  const { name, version, integrity } = packed
  // npm writes `@seamapi/http` as `seamapi-http-2.32.0.tgz`.
  const tarball = join(
    making,
    packed.filename.replace(/^@/, '').replace('/', '-'),
  )
  writeFileSync(join(making, 'package.json'), '{ "private": true }\n')
  const flags = '--ignore-scripts --omit=optional --no-audit --no-fund'
  const args = ['install', tarball, ...flags.split(' ')]
  await npm(text, { args, cwd: making })
  rmSync(tarball)
  const written: ReleaseRecord = {
    name,
    version,
    integrity,
    resolved: resolvedIn(join(making, 'package-lock.json')),
  }
  writeFileSync(
    join(making, recordFile),
    `${JSON.stringify(written, null, 2)}\n`,
  )
}

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      integrity: z.string().optional(),
    }),
  ),
})

function resolvedIn(file: string): ReleaseRecord['resolved'] {
  const { packages } = lockFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  return Object.entries(packages).flatMap(([path, { version, integrity }]) => {
    const name = path.split('node_modules/').at(-1) ?? ''
    if (name === '' || version === undefined) return []
    return [{ name, version, ...(integrity !== undefined && { integrity }) }]
  })
}

/** The registry also has a package `seam` of another author. */
function requireSdk(
  text: string,
  { packed, making }: { readonly packed: Packed; readonly making: string },
): void {
  const { name } = packed
  const file = join(making, 'node_modules', name, 'package.json')
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const { repository } = Object(manifest)
  const from = JSON.stringify(repository ?? '')
  if (!/\bseamapi\//.test(from))
    throw strange(text, `its package.json does not name a repository of Seam`)
}

async function npm(
  text: string,
  { args, cwd }: { readonly args: readonly string[]; readonly cwd: string },
): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('npm', [...args], {
      cwd,
      env: childEnvironment(process.env),
      timeout: npmMs,
      maxBuffer: 64 * 1024 * 1024,
    })
    return stdout
  } catch (error) {
    throw explainInstall(error, { text, timeoutMs: npmMs })
  }
}

const npmMs = 300_000

function strange(text: string, fact: string) {
  return wrongSpec(text, fact, `give a release of ${sdkNames.join(' or ')}`)
}

function throwing(text: string, fact: string): never {
  throw strange(text, fact)
}
