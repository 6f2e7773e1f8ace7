/** Paths as people read them: relative to the working directory where they lie
 * below it, else as they were given; with forward slashes. */
import { isAbsolute, relative, resolve, sep } from 'node:path'

export function shownPath(file: string, folder = process.cwd()): string {
  const path = relative(folder, resolve(folder, file)).replaceAll(sep, '/')
  const isBelow = !/^\.\.(?:\/|$)/.test(path) && !isAbsolute(path)
  return isBelow ? path || '.' : file.replaceAll(sep, '/')
}
