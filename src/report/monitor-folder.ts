/** Where the store of a monitor is: below its reports, one for each target and
 * driver. */
import { join } from 'node:path'
import { fileNameOf } from './history.ts'

export function storeFolder(
  reportsDir: string,
  { target, driver }: { readonly target: string; readonly driver: string },
): string {
  const name = driver === 'api' ? target : `${target}-${driver}`
  return join(reportsDir, 'monitor', fileNameOf(name))
}
