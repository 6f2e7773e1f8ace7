/** Starts Playwright's runner, and ends it so that it can take away what it has
 * made. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Environment } from '../config/environment.ts'

/** One press of Ctrl+C arrives twice where npm hands it on, too. */
const samePressMs = 1000

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The first signal ends the run in order: the runner knows SIGINT only. A
 * second one ends it at once.
 * @returns whether it was ended at once. */
export function playwright(
  projects: readonly string[],
  env: Environment,
): Promise<boolean> {
  const main = fileURLToPath(import.meta.resolve('@playwright/test'))
  const command = join(main, '..', 'cli.js')
  const child = spawn(
    process.execPath,
    [command, 'test', ...projects.map((name) => `--project=${name}`)],
    { env, stdio: 'inherit' },
  )
  let firstAtMs: number | undefined
  let isCutShort = false
  const end = (signal: NodeJS.Signals): void => {
    if (firstAtMs === undefined) {
      firstAtMs = Date.now()
      process.stderr.write(
        `\n${signal}: ending in order, what was made is taken away first. Once more ends it at once.\n`,
      )
      child.kill('SIGINT')
    } else if (Date.now() - firstAtMs > samePressMs) {
      isCutShort = true
      child.kill('SIGKILL')
    }
  }
  for (const signal of signals) process.on(signal, end)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => {
      for (const signal of signals) process.off(signal, end)
      resolve(isCutShort)
    })
  })
}
