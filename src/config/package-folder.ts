/** The package's own folder, with its scenarios, contracts and Playwright's
 * config: it does not depend on the working directory. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packageFolder = fileURLToPath(new URL('../..', import.meta.url))

/** @returns an absolute path. */
export function inPackage(path: string): string {
  return join(packageFolder, path)
}
