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
    return isOwn(statSync(folder)) ? folder : undefined
  } catch {
    return undefined
  }
}

/** Whether this user has it, and no other one may write to it. */
export function isOwn({ uid, mode }) {
  const isOurs = process.getuid === undefined || uid === process.getuid()
  return isOurs && (mode & 0o022) === 0
}
