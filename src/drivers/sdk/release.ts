/** Release: an installed release of an SDK, as its folder describes it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** The JavaScript SDKs: what to import, and the classes that make a client. */
const sdks: Readonly<Record<string, readonly string[]>> = {
  '@seamapi/http': ['@seamapi/http', '@seamapi/http/connect'],
  seam: ['seam', 'seam/connect'],
}

export const sdkNames = Object.keys(sdks)

const classes = ['Seam', 'SeamHttp'] as const

const record = z.object({
  name: z.string(),
  version: z.string(),
  /** Of its tarball. */
  integrity: z.string(),
  /** Every package that is installed beside it. */
  resolved: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      integrity: z.string().exactOptional(),
    }),
  ),
})

export type ReleaseRecord = z.infer<typeof record>

export type InstalledRelease = ReleaseRecord & {
  /** It has a `node_modules` with the release and its dependencies. */
  readonly folder: string
  readonly entries: readonly string[]
  readonly classes: readonly string[]
}

/** Written last, so that a folder without it is not a whole release. */
export const recordFile = 'release.json'

/** Undefined if the folder has no installed release. */
export function readRelease(folder: string): InstalledRelease | undefined {
  try {
    const text = readFileSync(join(folder, recordFile), 'utf8')
    const read = record.parse(JSON.parse(text))
    return { ...read, folder, entries: sdks[read.name] ?? [], classes }
  } catch {
    return undefined
  }
}

/** `@seamapi/http 2.32.0` */
export function titleOf({
  name,
  version,
}: Pick<ReleaseRecord, 'name' | 'version'>): string {
  return `${name} ${version}`
}

/** Of the release, and of the SDKs that it brings: `seam` has `@seamapi/http`. */
export function versionsIn({
  version,
  resolved,
}: ReleaseRecord): readonly string[] {
  const inside = resolved.filter(({ name }) => sdkNames.includes(name))
  return [...new Set([version, ...inside.map((it) => it.version)])]
}
