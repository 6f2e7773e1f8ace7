/** Finds the package of Seam's web components, and its version. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UsageError } from '../../model/problem.ts'

export type ComponentsPackage = {
  /** `@seamapi/react@4.14.2` */
  readonly name: string
  /** Files that a page loads, by URL path. */
  readonly files: Readonly<Record<'/elements.js' | '/index.css', string>>
}

/** The folder of an unpacked `@seamapi/react`, to test it instead of the
 * installed one. */
const componentsVariable = 'SEAMWATCH_COMPONENTS'

/** @throws UsageError if the folder holds no such package. */
export function findComponents(folder: string | undefined): ComponentsPackage {
  const root = resolve(folder || installed())
  const files = {
    '/elements.js': join(root, 'dist', 'elements.js'),
    '/index.css': join(root, 'dist', 'index.min.css'),
  }
  const manifest = readManifest(join(root, 'package.json'))
  if (!manifest || !existsSync(files['/elements.js'])) {
    throw new UsageError([
      {
        code: 'argument-invalid',
        fact: `${componentsVariable}="${folder ?? root}" holds no package.json with a dist/elements.js beside it`,
        hint: 'name the folder of an unpacked @seamapi/react, as built or published',
      },
    ])
  }
  return { name: `${manifest.name}@${manifest.version}`, files }
}

function installed(): string {
  const elements = fileURLToPath(
    import.meta.resolve('@seamapi/react/elements.js'),
  )
  return join(elements, '..', '..')
}

function readManifest(
  file: string,
): { readonly name: string; readonly version: string } | undefined {
  if (!existsSync(file)) return undefined
  const { name, version } = Object(JSON.parse(readFileSync(file, 'utf8')))
  return typeof name === 'string' && typeof version === 'string'
    ? { name, version }
    : undefined
}
