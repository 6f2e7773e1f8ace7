/** The audit: searches files for secrets. */
import { lstat, readFile, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { layersOf } from './layers.ts'
import { usualBounds } from './layers.ts'
import type { Bounds } from './layers.ts'
import type { Scan } from './scan.ts'

export type Leak = {
  /** Relative to the folder that was audited. */
  readonly file: string
  /** Where in the file, and which kind of secret; or why it was not searched. */
  readonly what: string
}

export type Audit = {
  readonly files: number
  /** At most a few for each file. A file that cannot be searched counts as one:
   * it is not known to be clean. */
  readonly leaks: readonly Leak[]
}

const leaksPerFile = 5

/** Files that were searched and hold nothing, as they were then. */
export type Searched = Map<string, string>

type Search = {
  readonly scan: Scan
  readonly bounds?: Bounds
  /** Blanks out what cannot be a secret. */
  readonly trim?: (bytes: Buffer) => Buffer
  /** Grows; a file that is in it, and has not changed, is not read again. */
  readonly searched?: Searched
}

/** @param paths files and folders below the directory; links are not followed. */
export async function audit(
  directory: string,
  {
    paths = ['.'],
    searched = new Map(),
    ...search
  }: Search & { readonly paths?: readonly string[] },
): Promise<Audit> {
  const leaks: Leak[] = []
  let files = 0
  for (const path of paths) {
    for await (const file of filesIn(join(directory, path))) {
      files += 1
      const shown = relative(directory, file)
      const now = await stateOf(file)
      if (now !== undefined && searched.get(file) === now) continue
      const found = await inspect(file, search)
      for (const what of found) leaks.push({ file: shown, what })
      if (found.length === 0 && now !== undefined) searched.set(file, now)
    }
  }
  return { files, leaks }
}

/** Another one after each change: the kernel sets the time of the last. */
async function stateOf(file: string): Promise<string | undefined> {
  const stat = await lstat(file, { bigint: true }).catch(() => undefined)
  return stat && [stat.ino, stat.size, stat.ctimeNs].join(' ')
}

async function* filesIn(path: string): AsyncGenerator<string> {
  const stat = await lstat(path).catch(() => undefined)
  if (stat?.isFile()) yield path
  if (!stat?.isDirectory()) return
  const names = await readdir(path)
  for (const name of names.toSorted()) yield* filesIn(join(path, name))
}

async function inspect(
  file: string,
  { scan, bounds = usualBounds, trim = (bytes) => bytes }: Search,
): Promise<readonly string[]> {
  const { size } = await lstat(file)
  if (size > bounds.mostBytes) return [`not searched: it has ${size} bytes`]
  const found = new Set<string>()
  const bytes = await readFile(file).catch(() => undefined)
  if (!bytes) return ['not searched: it cannot be read']
  for await (const layer of layersOf(trim(bytes), bounds)) {
    const place = layer.place.replace(/^ › /, '')
    if ('reason' in layer) {
      found.add(`not searched${place && ` (${place})`}: ${layer.reason}`)
    } else {
      const { archives } = layer
      const detected = scan(layer.bytes, (it) => void archives.push(it))
      for (const { at, kind } of detected) {
        found.add(`${kind} at ${place && `${place}, `}byte ${at}`)
      }
    }
    if (found.size >= leaksPerFile) break
  }
  return [...found].slice(0, leaksPerFile)
}
