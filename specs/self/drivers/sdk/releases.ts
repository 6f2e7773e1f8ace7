/** Releases for tests: installed by npm as they were published, patched copies
 * of these, and packages that are written by hand. */
import { randomUUID } from 'node:crypto'
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from '@playwright/test'
import { readRelease } from '../../../../src/drivers/sdk/release.ts'
import type { InstalledRelease } from '../../../../src/drivers/sdk/release.ts'

export type Version = '2.11.2' | '2.26.0' | '2.32.0'

/** A text of a file of the release, and what is put in its place. An empty text
 * makes a new file. */
export type Patch = readonly [file: string, from: string, to: string]

/** On the disk of the project, so that files can be linked. */
function newFolder(): string {
  return test.info().outputPath('releases', randomUUID())
}

export function publishedRelease(
  version: Version,
  patches: readonly Patch[] = [],
): InstalledRelease {
  const folder = newFolder()
  const name = '@seamapi/http'
  const to = join(folder, 'node_modules', name)
  linkAll(join('node_modules', `seamapi-http-${version}`), to)
  for (const dependency of dependenciesOf(to))
    linkAll(
      join('node_modules', dependency),
      join(folder, 'node_modules', dependency),
    )
  for (const [file, before, after] of patches) {
    const text = before === '' ? '' : readFileSync(join(to, file), 'utf8')
    if (!text.includes(before)) throw new Error(`${file} has no ${before}`)
    // A link to the file of the project: that one stays as it is.
    rmSync(join(to, file), { force: true })
    writeFileSync(join(to, file), text.replaceAll(before, after))
  }
  return recorded(folder, { name, version })
}

/** Names of all packages that a package needs, found as Node finds them. */
function dependenciesOf(folder: string, found = new Set<string>()) {
  const text = readFileSync(join(folder, 'package.json'), 'utf8')
  for (const name of Object.keys(JSON.parse(text).dependencies ?? {})) {
    if (found.has(name) || existsSync(join(folder, 'node_modules', name)))
      continue
    found.add(name)
    dependenciesOf(join('node_modules', name), found)
  }
  return found
}

/** A release may read its own folder alone, and no link leads out of it. */
function linkAll(from: string, to: string): void {
  const files = filesBelow(from)
  for (const folder of new Set(files.map((file) => dirname(file))))
    mkdirSync(join(to, folder), { recursive: true })
  for (const file of files) linkSync(join(from, file), join(to, file))
}

/** Read once by each worker. */
const known = new Map<string, readonly string[]>()

/** Relative. */
function filesBelow(folder: string): readonly string[] {
  const earlier = known.get(folder)
  if (earlier) return earlier
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
  known.set(folder, files)
  return files
}

/** @param methods of `clientSessions`, as JavaScript; `this.fetch(method, path,
 * body)` sends a request and gives the body of the response. */
export function writtenRelease(methods: string): InstalledRelease {
  const folder = newFolder()
  const to = join(folder, 'node_modules', 'seam')
  mkdirSync(to, { recursive: true })
  const manifest = { name: 'seam', version: '0.0.1', type: 'module' }
  writeFileSync(
    join(to, 'package.json'),
    JSON.stringify({ ...manifest, exports: './index.js' }),
  )
  writeFileSync(
    join(to, 'index.js'),
    `export class Seam {
  constructor(options) {
    const send = async (method, path, body) => {
      const response = await fetch(options.endpoint + path, {
        method,
        headers: {
          authorization: 'Bearer ' + options.apiKey,
          'content-type': 'application/json',
        },
        body: body && JSON.stringify(body),
      })
      return response.json()
    }
    this.clientSessions = { fetch: send, options, ${methods} }
  }
}
`,
  )
  return recorded(folder, { name: 'seam', version: '0.0.1' })
}

/** @param program of each command, as JavaScript. */
export function writtenCli(program: string): InstalledRelease {
  const name = '@seamapi/cli'
  const folder = newFolder()
  const to = join(folder, 'node_modules', name)
  mkdirSync(to, { recursive: true })
  const manifest = { name, version: '0.0.1', type: 'module' }
  writeFileSync(
    join(to, 'package.json'),
    JSON.stringify({ ...manifest, bin: { seam: './cli.js' } }),
  )
  writeFileSync(join(to, 'cli.js'), program)
  return recorded(folder, { name, version: '0.0.1' })
}

function recorded(
  folder: string,
  named: { readonly name: string; readonly version: string },
): InstalledRelease {
  writeFileSync(
    join(folder, 'release.json'),
    JSON.stringify({ ...named, integrity: 'sha512-AAAA', resolved: [] }),
  )
  const release = readRelease(folder)
  if (!release) throw new Error('the release was not written')
  return release
}
