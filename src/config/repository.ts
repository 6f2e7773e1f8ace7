/** The repository that the working directory is in: annotations of GitHub name
 * files from its root. */
import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'

/** The nearest folder with `.git`; the folder itself, where there is none. */
function repositoryOf(folder = process.cwd()): string {
  let root = resolve(folder)
  while (!existsSync(join(root, '.git'))) {
    const above = dirname(root)
    if (above === root) return resolve(folder)
    root = above
  }
  return root
}

/** From the root of the repository, with forward slashes; undefined for a file
 * elsewhere. */
export function pathInRepository(
  file: string,
  folder = process.cwd(),
): string | undefined {
  const path = relative(repositoryOf(folder), resolve(folder, file))
  const isBelow = path !== '' && !/^\.\.(?:[\\/]|$)/.test(path)
  return isBelow && !isAbsolute(path) ? path.replaceAll(sep, '/') : undefined
}
