/** Launch: how the process of a release is started, in each language. */
import { fileURLToPath } from 'node:url'
import { bundleOf } from './inspect-given.ts'
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
  javascript: ({ entries, classes }, clockSpeed) => {
    const config = JSON.stringify({ entries, classes, clockSpeed })
    const host = new URL('./hosts/node.mjs', import.meta.url).href
    // Evaluated in the folder of the release: its packages are found from there.
    const program = `import { serve } from ${JSON.stringify(host)}; await serve((name) => import(name), ${config})`
    const flags = ['--import', guard, '--input-type=module', '--eval', program]
    return { args: [memoryFlag, ...flags] }
  },
  // Neither variables of Python nor packages of the user; no file is written.
  python: () => ({ args: ['-I', '-B', pathOf('host.py')] }),
  ruby: ({ home }) => ({
    args: ['-rbundler/setup', pathOf('host.rb')],
    env: bundleOf(home),
  }),
  php: ({ home }) => ({
    args: ['-d', 'display_errors=stderr', pathOf('host.php'), home],
  }),
}

/** What a runaway SDK may take. */
const memoryMegabytes = 1024

export const memoryFlag = `--max-old-space-size=${memoryMegabytes}`

export const guard = new URL('./hosts/guard.mjs', import.meta.url).href

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
  return { program, args, cwd: home, env: { ...own, ...env } }
}
