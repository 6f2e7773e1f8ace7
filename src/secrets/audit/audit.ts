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

/** @param paths files and folders below the directory; links are not followed. */
export async function audit(
  directory: string,
  {
    scan,
    paths = ['.'],
    bounds = usualBounds,
  }: {
    readonly scan: Scan
    readonly paths?: readonly string[]
    readonly bounds?: Bounds
  },
): Promise<Audit> {
  const leaks: Leak[] = []
  let files = 0
  for (const path of paths) {
    for await (const file of filesIn(join(directory, path))) {
      files += 1
      const shown = relative(directory, file)
      for (const what of await inspect(file, { scan, bounds })) {
        leaks.push({ file: shown, what })
      }
    }
  }
  return { files, leaks }
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
  { scan, bounds }: { readonly scan: Scan; readonly bounds: Bounds },
): Promise<readonly string[]> {
  const { size } = await lstat(file)
  if (size > bounds.mostBytes) return [`not searched: it has ${size} bytes`]
  const found = new Set<string>()
  const bytes = await readFile(file).catch(() => undefined)
  if (!bytes) return ['not searched: it cannot be read']
  for await (const layer of layersOf(bytes, bounds)) {
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
