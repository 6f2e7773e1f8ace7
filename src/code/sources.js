// The sources of the bundle: the modules that it starts from, and all files
// whose change makes it another one.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The package's own folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

/** The modules that a process starts with, below `src/`. */
export const entries = [
  'cli',
  'secrets/terminal',
  'auth/embedded-process',
  'mutation/thread',
]

/** By contents: npm gives all files of a package the same time. */
export function readSources() {
  // The bundle names the source of each module by its address.
  const hash = createHash('sha256').update(root)
  const names = [...list('src'), ...list('schemas'), ...list('.')]
  for (const name of names) {
    const content = readFileSync(join(root, name))
    hash.update(`\n${name} ${content.length}\n`).update(content)
  }
  return { names, hash: hash.digest('hex').slice(0, 32) }
}

function list(folder) {
  return readdirSync(join(root, folder), { recursive: folder === 'src' })
    .filter((name) => /\.(?:[cm]?[jt]s|json)$/.test(name))
    .map((name) => join(folder, name))
    .toSorted()
}
