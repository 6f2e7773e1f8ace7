/** Release: an installed release of an SDK, as its folder describes it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { languages } from '../../model/language.ts'
import type { Language } from '../../model/language.ts'

/** The packages of npm: what to import, which makes a client. */
const packages: Readonly<
  Record<string, { readonly language: Language; readonly entries: string[] }>
> = {
  '@seamapi/http': {
    language: 'javascript',
    entries: ['@seamapi/http', '@seamapi/http/connect'],
  },
  seam: { language: 'javascript', entries: ['seam', 'seam/connect'] },
  '@seamapi/cli': { language: 'cli', entries: [] },
}

export const packageNames = Object.keys(packages)

/** The JavaScript SDKs. */
export const sdkNames = packageNames.filter(
  (name) => packages[name]?.language === 'javascript',
)

const classes = ['Seam', 'SeamHttp'] as const

const record = z.object({
  name: z.string(),
  version: z.string(),
  /** Of what the registry has; of the list of its files where none has it. */
  integrity: z.string(),
  /** Every package that is installed beside it. */
  resolved: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      integrity: z.string().exactOptional(),
    }),
  ),
  /** That of the package where it is one of npm. */
  language: z.enum(languages).exactOptional(),
  /** The interpreter that runs it; Node by default. */
  program: z.string().exactOptional(),
  /** For people: `Python 3.11.7`. */
  runtime: z.string().exactOptional(),
  /** Where it is installed; the folder of the record by default. */
  home: z.string().exactOptional(),
  /** The versions of Node that it asks for. */
  engine: z.string().exactOptional(),
})

export type ReleaseRecord = z.infer<typeof record>

/** A Node that runs releases; this one by default. */
export type Node = { readonly program: string; readonly version: string }

export const ownNode: Node = {
  program: process.execPath,
  version: process.version,
}

export type InstalledRelease = Pick<
  ReleaseRecord,
  'name' | 'version' | 'integrity' | 'resolved' | 'engine'
> & {
  readonly language: Language
  /** For npm, it has a `node_modules` with the release and its dependencies. */
  readonly folder: string
  readonly program: string
  readonly runtime: string
  /** Where its program finds it. */
  readonly home: string
  readonly entries: readonly string[]
  readonly classes: readonly string[]
}

/** Written last, so that a folder without it is not a whole release. */
export const recordFile = 'release.json'

/** Undefined if the folder has no installed release. */
export function readRelease(
  folder: string,
  node: Node = ownNode,
): InstalledRelease | undefined {
  try {
    const text = readFileSync(join(folder, recordFile), 'utf8')
    const read = record.parse(JSON.parse(text))
    const known = packages[read.name]
    const language = read.language ?? known?.language ?? 'javascript'
    return {
      ...read,
      language,
      folder,
      program: read.program ?? programOf(language, { folder, node }),
      runtime: read.runtime ?? node.version,
      home: read.home ?? folder,
      entries: known?.entries ?? [],
      classes,
    }
  } catch {
    return undefined
  }
}

function programOf(
  language: Language,
  { folder, node }: { readonly folder: string; readonly node: Node },
): string {
  return language === 'python' ? join(folder, 'bin', 'python') : node.program
}

/** Of the release, and of the SDKs that it brings: `seam` has `@seamapi/http`. */
export function versionsIn({
  version,
  resolved,
}: ReleaseRecord): readonly string[] {
  const inside = resolved.filter(({ name }) => sdkNames.includes(name))
  return [...new Set([version, ...inside.map((it) => it.version)])]
}
