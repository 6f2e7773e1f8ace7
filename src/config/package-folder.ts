/** The package's own folder, with its scenarios, contracts and Playwright's
 * config: it does not depend on the working directory. */
import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const packageFolder = fileURLToPath(new URL('../..', import.meta.url))

/** In another project, as npm installs it; else it is a checkout. */
export const isInstalled = packageFolder.includes(`${sep}node_modules${sep}`)

/** @returns an absolute path. */
export function inPackage(path: string): string {
  return join(packageFolder, path)
}

/** The file of the working directory, else the package's own. */
export function inProject(path: string): string {
  return existsSync(path) ? path : inPackage(path)
}
