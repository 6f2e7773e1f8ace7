// The bundle: our modules in a few files, made anew when a source has changed.
//
// Its folder is named after the contents of its sources, so that a stale one is
// never found, and is complete from the moment when it has that name. One that
// was damaged later is replaced.
import { utimesSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isWhole } from './manifest.js'
import { ownCache } from './own-cache.js'
import { entries, readSources } from './sources.js'

const names = new Map(
  entries.map((name) => [new URL(`../${name}.ts`, import.meta.url).href, name]),
)

/** Its folder. Undefined where it does not have this module, or where it can
 * neither be found nor be made: tsx says what is wrong with a source. */
export async function findBundle(module) {
  if (ownCache === undefined || !names.has(module.href)) return undefined
  try {
    const sources = readSources()
    const folder = join(ownCache, `bundle-${sources.hash}`)
    if (!isWhole(folder)) {
      const { makeBundle } = await import('./make-bundle.js')
      await makeBundle(folder, sources)
    }
    noteUse(folder)
    return folder
  } catch {
    return undefined
  }
}

export function entryIn(folder, module) {
  return pathToFileURL(join(folder, `${names.get(module.href)}.mjs`)).href
}

/** One that was used in the last day is not deleted. */
function noteUse(folder) {
  try {
    const now = new Date()
    utimesSync(folder, now, now)
  } catch {
    // In a container whose files cannot change, nothing deletes it either.
  }
}
