// Own cache: the package's folder for code that it has compiled. What is in it
// will run, so no other user of the machine may write to it.
import { mkdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Undefined where another user may write to it, or this one may not. */
export const ownCache = findCache()

function findCache() {
  const path = '../../node_modules/.cache/seamwatch'
  const folder = fileURLToPath(new URL(path, import.meta.url))
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const { uid, mode } = statSync(folder)
    const isOwn = process.getuid === undefined || uid === process.getuid()
    return isOwn && (mode & 0o022) === 0 ? folder : undefined
  } catch {
    return undefined
  }
}
