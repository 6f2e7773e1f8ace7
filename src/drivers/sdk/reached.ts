/** Reached: which files and packages a caller of a release loads, from the files
 * that its manifest names. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, posix } from 'node:path'
import type { InFile } from '../../model/package-facts.ts'
import { importsOf } from './imports.ts'
import { declaredIn, filesNamedIn } from './manifest.ts'
import type { Manifest } from './manifest.ts'

export type Reached = {
  readonly missing: readonly InFile[]
  readonly undeclared: readonly InFile[]
}

/** @param folder of the package. */
export function reachedIn(
  folder: string,
  { name, manifest }: { readonly name: string; readonly manifest: Manifest },
): Reached {
  const missing: InFile[] = []
  const packages = new Map<string, string>()
  const files: string[] = []
  for (const { by, file } of filesNamedIn(manifest)) {
    const found = fileAt(folder, file)
    if (found === undefined) missing.push({ what: file, file: by })
    else files.push(found)
  }
  const seen = new Set(files)
  // It grows while it is read.
  for (const file of seen) {
    if (!/\.[cm]?js$/.test(file)) continue
    for (const specifier of importsOf(
      readFileSync(join(folder, file), 'utf8'),
    )) {
      if (!specifier.startsWith('.')) {
        if (!packages.has(specifier)) packages.set(specifier, file)
        continue
      }
      const beside = posix.join(posix.dirname(file), specifier)
      const found = fileAt(folder, beside)
      if (found === undefined) missing.push({ what: specifier, file })
      else seen.add(found)
    }
  }
  const declared = declaredIn(manifest)
  const undeclared = [...packages]
    .map(([specifier, file]) => ({ what: packageOf(specifier), file }))
    .filter(
      ({ what }) => !isKnown(what) && what !== name && !declared.has(what),
    )
  return { missing, undeclared }
}

/** As `require` looks for it: a file, one with an extension, a folder. */
function fileAt(folder: string, file: string): string | undefined {
  const ways = ['', '.js', '.json', '.cjs', '.mjs', '/index.js', '/index.cjs']
  const found = ways.find((way) => {
    const full = join(folder, `${file}${way}`)
    return existsSync(full) && statSync(full).isFile()
  })
  return found === undefined ? undefined : posix.normalize(`${file}${found}`)
}

/** `@seamapi/types/connect` is of `@seamapi/types`. */
function packageOf(specifier: string): string {
  const parts = specifier.split('/')
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

/** Of Node, or of the package itself: `#internal`. */
function isKnown(name: string): boolean {
  return /^(?:node:|#|file:|data:)/.test(name) || builtinModules.includes(name)
}
