/** Pulls releases of Seam's SDKs and reads what each sends and reads. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UsageError } from '../../model/problem.ts'
import {
  explainInstall,
  installPackage,
  type Install,
} from '../pull/package.ts'
import { unreadable } from '../unreadable.ts'
import { readRelease } from './read-release.ts'
import { sdkPackages, type SdkRelease, type SdkTable } from './release.ts'

export type PulledSdks = {
  readonly table: SdkTable
  /** Releases of the table that could not be read again: they stay as they
   * were. */
  readonly missing: readonly string[]
}

/** The table with these releases, `NAME@VERSION` each; without any, with those
 * that it has, read anew. Throws a `UsageError` for a named release that cannot
 * be read.
 * @param report gets each problem at once: many installs take minutes. */
export async function pullSdks(
  specs: readonly string[],
  { releases }: SdkTable,
  {
    install = installPackage,
    report = () => {},
  }: {
    readonly install?: Install
    readonly report?: (problem: UsageError) => void
  } = {},
): Promise<PulledSdks> {
  const wanted =
    specs.length > 0
      ? specs
      : releases.map((one) => `${one.package}@${one.version}`)
  const found = new Map(
    releases.map((one) => [`${one.package}@${one.version}`, one]),
  )
  const missing: string[] = []
  for (const spec of wanted) {
    try {
      const release = await readSpec(spec, install)
      found.set(`${release.package}@${release.version}`, release)
    } catch (error) {
      if (specs.length > 0 || !(error instanceof UsageError)) throw error
      report(error)
      missing.push(spec)
    }
  }
  const table = { releases: [...found.values()].toSorted(byVersion) }
  return { table, missing }
}

async function readSpec(spec: string, install: Install): Promise<SdkRelease> {
  const name = sdkPackages.find((one) => spec.startsWith(`${one}@`))
  if (name === undefined || !/@[\w.+-]+$/.test(spec))
    throw unreadable({
      fact: `"${spec}" is not a release of ${sdkPackages.join(' or ')}`,
      hint: 'Give @seamapi/http@2.32.0 or seam@1.245.0.',
    })
  const directory = await mkdtemp(join(tmpdir(), 'seamwatch-sdk-'))
  try {
    await install(spec, directory)
    return readRelease(join(directory, 'node_modules', name), name)
  } catch (cause) {
    if (cause instanceof UsageError) throw cause
    const { fact, hint } = explainInstall(cause)
    const isUnknown = /no such version/.test(fact)
    throw unreadable({
      fact: `"${spec}" cannot be read: ${fact}`,
      hint: isUnknown ? `List them with: npm view ${name} versions` : hint,
    })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function byVersion(a: SdkRelease, b: SdkRelease): number {
  if (a.package !== b.package) return a.package < b.package ? -1 : 1
  const [first, second] = [a, b].map(({ version }) =>
    version.split(/[.-]/).map(Number),
  )
  const at = first?.findIndex((part, index) => part !== second?.[index]) ?? -1
  return at === -1 ? 0 : (first?.[at] ?? 0) - (second?.[at] ?? 0)
}
