/** Launch: how the process of a release is started, in each language. */
import { realpathSync } from 'node:fs'
import { delimiter } from 'node:path'
import { fileURLToPath } from 'node:url'
import semver from 'semver'
import { bundleOf } from './inspect-given.ts'
import { isolated } from './isolate.ts'
import type { Language } from '../../model/language.ts'
import type { InstalledRelease } from './release.ts'

export type Launch = {
  readonly program: string
  readonly args: readonly string[]
  /** The packages of the release are found from there. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
}

type Arguments = (
  release: InstalledRelease,
  clockSpeed: number,
) => {
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const hosts: Readonly<Record<Exclude<Language, 'cli'>, Arguments>> = {
  javascript: (release, clockSpeed) => {
    const { entries, classes } = release
    const config = JSON.stringify({ entries, classes, clockSpeed })
    const host = new URL('./hosts/node.mjs', import.meta.url).href
    // Evaluated in the folder of the release: its packages are found from there.
    const program = `import { serve } from ${JSON.stringify(host)}; await serve((name) => import(name), ${config})`
    const flags = ['--input-type=module', '--eval', program]
    return { args: [memoryFlag, ...guardFlags(release), ...flags] }
  },
  // Neither variables of Python nor packages of the user; no file is written.
  python: () => ({ args: ['-I', '-B', pathOf('host.py')] }),
  ruby: ({ home }) => ({
    args: ['-rbundler/setup', pathOf('host.rb')],
    env: bundleOf(home),
  }),
  php: ({ home }) => ({
    args: [
      ...Object.entries({
        display_errors: 'stderr',
        open_basedir: [home, pathOf('')].join(delimiter),
        disable_functions: startsProcess,
        'ffi.enable': '0',
      }).flatMap(([name, value]) => ['-d', `${name}=${value}`]),
      pathOf('host.php'),
      home,
    ],
  }),
}

/** Functions of PHP. */
const startsProcess =
  'exec,shell_exec,system,passthru,popen,proc_open,pcntl_exec,pcntl_fork,posix_kill,mail,dl'

/** What a runaway SDK may take. */
const memoryMegabytes = 1024

export const memoryFlag = `--max-old-space-size=${memoryMegabytes}`

const guard = new URL('./hosts/guard.mjs', import.meta.url).href

/** Flags of Node: the guard, and permissions to read the release and the hosts
 * alone. A Node before 20.12 has no permissions.
 * @param own a folder that the release may write to. */
export function guardFlags(
  { home, runtime }: InstalledRelease,
  own?: string,
): readonly string[] {
  const permission = permissionFlag(runtime)
  if (permission === undefined) return ['--import', guard]
  const readable = [home, pathOf(''), ...(own === undefined ? [] : [own])]
  return [
    permission,
    '--disable-warning=ExperimentalWarning',
    ...(semver.gte(runtime, '25.0.0') ? ['--allow-net'] : []),
    ...readable.map((folder) => `--allow-fs-read=${realpathSync(folder)}`),
    ...(own === undefined ? [] : [`--allow-fs-write=${realpathSync(own)}`]),
    '--import',
    guard,
  ]
}

function permissionFlag(runtime: string): string | undefined {
  if (semver.satisfies(runtime, '^22.13 || >=23.5')) return '--permission'
  return semver.gte(runtime, '20.12.0')
    ? '--experimental-permission'
    : undefined
}

export function pathOf(host: string): string {
  return fileURLToPath(new URL(`./hosts/${host}`, import.meta.url))
}

/** @param env is added: all else of ours stays here.
 * @param clockSpeed how fast the timers of JavaScript run. */
export function launchOf(
  release: InstalledRelease,
  {
    language,
    env,
    clockSpeed = 1,
  }: {
    readonly language: Exclude<Language, 'cli'>
    readonly clockSpeed?: number | undefined
    readonly env: Readonly<Record<string, string>>
  },
): Launch {
  const { program, home } = release
  const { args, env: own = {} } = hosts[language](release, clockSpeed)
  const started = isolated({ program, args })
  return { ...started, cwd: home, env: { ...own, ...env } }
}
