/** Starts Playwright's runner, and stops it so that it can delete the sessions
 * that it created. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Environment } from '../config/environment.ts'
import { inPackage } from '../config/package-folder.ts'
import { printError } from '../secrets/terminal.ts'

/** One press of Ctrl+C can arrive twice: npm forwards it, too. */
const samePressMs = 1000

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The first signal stops the run after its cleanup; the runner gets it as
 * SIGINT, the only one that it handles. A second signal kills the runner.
 * @returns whether a second signal killed it. */
export function playwright(
  projects: readonly string[],
  env: Environment,
  config = 'playwright.config.ts',
): Promise<boolean> {
  const main = fileURLToPath(import.meta.resolve('@playwright/test'))
  const child = spawn(
    process.execPath,
    [
      join(main, '..', 'cli.js'),
      'test',
      `--config=${inPackage(config)}`,
      ...projects.map((name) => `--project=${name}`),
    ],
    { env, stdio: 'inherit' },
  )
  let firstAtMs: number | undefined
  let isKilled = false
  const stop = (signal: NodeJS.Signals): void => {
    if (firstAtMs === undefined) {
      firstAtMs = Date.now()
      printError(
        `\n${signal}: stopping: deleting created sessions first. Press Ctrl+C again to stop now.`,
      )
      child.kill('SIGINT')
    } else if (Date.now() - firstAtMs > samePressMs) {
      isKilled = true
      child.kill('SIGKILL')
    }
  }
  for (const signal of signals) process.on(signal, stop)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => {
      for (const signal of signals) process.off(signal, stop)
      resolve(isKilled)
    })
  })
}
