/** The settings of this process: one run id for the main process and all its
 * workers. */
import { randomBytes } from 'node:crypto'
import { readSettings } from './settings.ts'
import type { Settings } from './settings.ts'

export function currentSettings(): Settings {
  process.env.SEAMWATCH_RUN_ID ??= randomBytes(4).toString('hex')
  return readSettings(process.env)
}
