/** Starts Playwright's runner, and stops it so that it can delete the sessions
 * that it created. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Environment } from '../config/environment.ts'
import { inPackage, isInstalled } from '../config/package-folder.ts'
import { stopOnSignal } from './stop-on-signal.ts'

/** Playwright reads no TypeScript below node_modules. */
const reader = import.meta.resolve('../code/tsx.js')

/** The first signal stops the run after its cleanup; the runner gets it as
 * SIGINT, the only one that it handles. A second signal kills the runner.
 * @returns whether a second signal killed it. */
export function playwright(
  projects: readonly string[],
  env: Environment,
  {
    config = 'playwright.config.ts',
    first,
  }: {
    readonly config?: string
    /** What happens first when it is stopped, in words. */
    readonly first?: string
  } = {},
): Promise<boolean> {
  const main = fileURLToPath(import.meta.resolve('@playwright/test'))
  const child = spawn(
    process.execPath,
    [
      ...(isInstalled ? [`--import=${reader}`] : []),
      join(main, '..', 'cli.js'),
      'test',
      `--config=${inPackage(config)}`,
      ...projects.map((name) => `--project=${name}`),
    ],
    { env, stdio: 'inherit' },
  )
  let isKilled = false
  const release = stopOnSignal({
    ...(first !== undefined && { first }),
    stop: () => child.kill('SIGINT'),
    kill: () => {
      isKilled = true
      child.kill('SIGKILL')
    },
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => {
      release()
      resolve(isKilled)
    })
  })
}
