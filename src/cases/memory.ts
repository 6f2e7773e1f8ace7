/** Memory: facts that one worker leaves for the next. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Memory } from '../auth/credential-check.ts'

/** A worker ends with each test that fails. Without this, the next one would find
 * again what is wrong everywhere. */
export function memoryIn(reportsDir: string, name: string): Memory {
  const folder = join(reportsDir, 'test-results')
  const file = join(folder, name)
  return {
    recall: () =>
      existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [],
    remember: (fact) => {
      mkdirSync(folder, { recursive: true })
      appendFileSync(file, `${fact}\n`)
    },
  }
}
