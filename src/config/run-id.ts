/** The settings of this process, with one run id for the main process and all
 * of its workers. */
import { handOver } from './handover.ts'
import { readSettings } from './settings.ts'
import type { Settings } from './settings.ts'

export function currentSettings(): Settings {
  handOver({}) // creates a run id if there is none yet
  return readSettings(process.env)
}
