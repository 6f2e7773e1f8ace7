/** Manifest: what the package.json of a release says, as far as callers depend
 * on it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Nested conditions, as Node documents them for `exports`. */
type Targets = string | null | undefined | readonly Targets[] | Nested
type Nested = { readonly [name: string]: Targets }

const targets: z.ZodType<Targets> = z.lazy(() =>
  z.union([
    z.string(),
    z.null(),
    z.array(targets),
    z.record(z.string(), targets),
  ]),
)

const names = z.record(z.string(), z.unknown()).optional()

const manifest = z.object({
  type: z.string().optional(),
  main: z.string().optional(),
  module: z.string().optional(),
  types: z.string().optional(),
  typings: z.string().optional(),
  bin: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
  exports: targets.optional(),
  engines: z.object({ node: z.string().optional() }).optional(),
  scripts: names,
  dependencies: names,
  peerDependencies: names,
  optionalDependencies: names,
})

export type Manifest = z.infer<typeof manifest>

/** A file that the manifest names. */
export type Named = { readonly by: string; readonly file: string }

export function readManifest(folder: string): Manifest {
  const text = readFileSync(join(folder, 'package.json'), 'utf8')
  return manifest.parse(JSON.parse(text))
}

/** `.` and `./connect`: what a caller can load. */
export function entriesOf({ exports }: Manifest): readonly string[] {
  if (!isNested(exports)) return ['.']
  const entries = Object.keys(exports).filter(
    (it) => it.startsWith('.') && !/\*|\.\w+$/.test(it),
  )
  return entries.length === 0 ? ['.'] : entries
}

export function filesNamedIn(given: Manifest): readonly Named[] {
  const { main, module, types, typings, bin, exports } = given
  const bins = typeof bin === 'string' ? { '': bin } : bin
  return [
    ...named('main', main),
    ...named('module', module),
    ...named('types', types),
    ...named('typings', typings),
    ...Object.entries(bins ?? {}).flatMap(([name, file]) =>
      named(`bin ${name}`.trim(), file),
    ),
    ...inTargets(exports, 'exports'),
  ]
}

function named(by: string, file: string | undefined): readonly Named[] {
  return file === undefined ? [] : [{ by, file }]
}

function inTargets(given: Targets, by: string): readonly Named[] {
  if (typeof given === 'string')
    return given.includes('*') ? [] : [{ by, file: given }]
  if (given === null || given === undefined) return []
  if (!isNested(given)) return given.flatMap((it) => inTargets(it, by))
  return Object.entries(given).flatMap(([name, inside]) =>
    inTargets(inside, `${by} ${name}`),
  )
}

function isNested(given: Targets): given is Nested {
  return typeof given === 'object' && given !== null && !Array.isArray(given)
}

/** What the package may import beside its own files and those of Node. */
export function declaredIn(given: Manifest): ReadonlySet<string> {
  const { dependencies, peerDependencies, optionalDependencies } = given
  return new Set(
    [dependencies, peerDependencies, optionalDependencies].flatMap((it) =>
      Object.keys(it ?? {}),
    ),
  )
}
