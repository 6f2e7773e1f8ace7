/** Counts the workers of Playwright below a process that a test starts. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderWith } from '../folder.ts'

/** @returns what to put into its environment, and how many workers it started. */
export function countingWorkers(): {
  readonly env: { readonly NODE_OPTIONS: string }
  readonly count: () => number
} {
  const program =
    "require('node:fs').appendFileSync(__dirname + '/started', process.argv[1] + '\\n')"
  const folder = folderWith({ 'note.cjs': program }, 'counted')
  const file = join(folder, 'started')
  return {
    env: {
      NODE_OPTIONS: `--require ${JSON.stringify(join(folder, 'note.cjs'))}`,
    },
    count: () => {
      const started = existsSync(file) ? readFileSync(file, 'utf8') : ''
      return started.split('\n').filter((it) => it.includes('workerProcess'))
        .length
    },
  }
}
