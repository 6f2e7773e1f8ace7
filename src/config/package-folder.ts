/** The package's own folder: its scenarios, contracts and Playwright's config
 * are found there, whatever the working directory is. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packageFolder = fileURLToPath(new URL('../..', import.meta.url))

/** @returns an absolute path. */
export function inPackage(path: string): string {
  return join(packageFolder, path)
}
