/** Install from npm: a version of the registry, a folder, or a tarball. */
import {
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, relative, sep } from 'node:path'
import { z } from 'zod'
import type { Packed } from './packed.ts'
import { explainInstall } from './npm-error.ts'
import { packageNames } from './release.ts'
import type { ReleaseRecord } from './release.ts'
import { runProgram } from './run-program.ts'
import { wrongSpec } from './spec.ts'
import type { Spec } from './spec.ts'

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

type Tarball = z.infer<typeof packOutput>[number]

export async function packOfNpm(
  text: string,
  {
    spec,
    making,
  }: {
    readonly spec: Extract<Spec, { readonly kind: 'npm' | 'path' }>
    readonly making: string
  },
): Promise<Packed> {
  const what = spec.kind === 'npm' ? `${spec.name}@${spec.version}` : spec.path
  const flags = ['--json', '--ignore-scripts', '--pack-destination', making]
  const said = await npm(text, { args: ['pack', what, ...flags], cwd: making })
  const [packed] = packOutput.parse(JSON.parse(said))
  if (!packed) throw strange(text, 'npm packed nothing')
  if (!packageNames.includes(packed.name))
    throw strange(text, `${packed.name} is not one of Seam's SDKs`)
  return { ...packed, complete: () => complete(text, { packed, making }) }
}

async function complete(
  text: string,
  { packed, making }: { readonly packed: Tarball; readonly making: string },
): Promise<ReleaseRecord> {
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
  const link = linkOutOf(making)
  if (link !== undefined)
    throw wrongSpec(
      text,
      `it installs ${link.name} as a link to ${link.to}, which its callers do not have`,
      'name a version of it in package.json, in place of a folder',
    )
  const engine = requireSdk(text, { name, making })
  return {
    name,
    version,
    integrity,
    resolved: resolvedIn(join(making, 'package-lock.json')),
    ...(engine !== undefined && { engine }),
  }
}

/** A release may read what is below its folder, and a link may lead anywhere. */
function linkOutOf(
  folder: string,
): { readonly name: string; readonly to: string } | undefined {
  const root = `${realpathSync(folder)}${sep}`
  const all = readdirSync(root, { recursive: true, withFileTypes: true })
  return all
    .filter((it) => it.isSymbolicLink())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((link) => ({
      name: relative(join(root, 'node_modules'), link),
      to: realpathSync(link),
    }))
    .find(({ to }) => !to.startsWith(root))
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

/** The registry also has a package `seam` of another author.
 * @returns the versions of Node that it asks for. */
function requireSdk(
  text: string,
  { name, making }: { readonly name: string; readonly making: string },
): string | undefined {
  const file = join(making, 'node_modules', name, 'package.json')
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const { repository, engines } = Object(manifest)
  const from = JSON.stringify(repository ?? '')
  if (!/\bseamapi\//.test(from))
    throw strange(text, `its package.json does not name a repository of Seam`)
  const { node } = Object(engines)
  return typeof node === 'string' ? node : undefined
}

async function npm(
  text: string,
  { args, cwd }: { readonly args: readonly string[]; readonly cwd: string },
): Promise<string> {
  try {
    const ended = await runProgram('npm', { args, cwd, timeoutMs: npmMs })
    if (ended.code === 0) return ended.stdout
    throw Object.assign(new Error('npm failed'), {
      stderr: ended.stderr,
      killed: ended.isTimeOut,
    })
  } catch (error) {
    throw explainInstall(error, { text, timeoutMs: npmMs })
  }
}

const npmMs = 300_000

function strange(text: string, fact: string) {
  return wrongSpec(text, fact, `give a release of ${packageNames.join(' or ')}`)
}
