// Makes the bundle from its sources, and deletes those that nothing uses.
import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, stop } from 'esbuild'
import { isWhole, writeManifest } from './manifest.js'
import { entries, readSources, root } from './sources.js'

const dayMs = 24 * 60 * 60 * 1000

/** @throws Error if a source is wrong or has changed meanwhile. */
export async function makeBundle(folder, { hash, names }) {
  const cache = dirname(folder)
  const making = mkdtempSync(join(cache, 'making-'))
  try {
    const { inputs } = (await bundle(making)).metafile
    const unread = Object.keys(inputs).filter(
      (name) => !names.includes(normalize(name)),
    )
    if (unread.length > 0) throw new Error(`${unread[0]} is not a source`)
    writeManifest(making)
    if (readSources().hash !== hash) throw new Error('a source has changed')
    putInPlace(making, folder)
  } finally {
    rmSync(making, { recursive: true, force: true })
    await stop()
  }
  deleteUnused(cache)
}

function bundle(outdir) {
  return build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(
      entries.map((name) => [name, `src/${name}.ts`]),
    ),
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    tsconfig: 'tsconfig.json',
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // The names of errors are printed.
    keepNames: true,
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'silent',
    plugins: [{ name: 'address', setup: keepAddresses }],
  })
}

/** A module finds files beside its source, wherever it runs. */
function keepAddresses({ onLoad }) {
  onLoad({ filter: /\.[jt]s$/ }, ({ path }) => ({
    loader: path.endsWith('.ts') ? 'ts' : 'js',
    contents: readFileSync(path, 'utf8')
      .replaceAll(
        /\bimport\.meta\.resolve\(('\.[^']*')\)/g,
        'new URL($1, import.meta.url).href',
      )
      // A function: a "$" in the path is no pattern.
      .replaceAll(/\bimport\.meta\.url\b/g, () =>
        JSON.stringify(pathToFileURL(path).href),
      ),
  }))
}

function putInPlace(made, folder) {
  try {
    renameSync(made, folder)
  } catch {
    // Another command was faster: the same sources make the same files.
    if (isWhole(folder)) return
    // Another command may be loading from it: it must not be gone for long.
    const damaged = `${made}-damaged`
    renameSync(folder, damaged)
    renameSync(made, folder)
    rmSync(damaged, { recursive: true })
  }
}

/** Another process may load more of one that it started with. */
function deleteUnused(cache) {
  for (const name of readdirSync(cache)) {
    if (!/^(?:bundle|making)-/.test(name)) continue
    const path = join(cache, name)
    try {
      const { mtimeMs } = statSync(path)
      if (Date.now() - mtimeMs > dayMs) rmSync(path, { recursive: true })
    } catch {
      // Another command deletes it.
    }
  }
}
