/** The chosen release of an SDK, installed before a run starts. */
import { inPackage } from '../config/package-folder.ts'
import type { Settings } from '../config/settings.ts'
import { titleOfRelease } from '../model/language.ts'
import { UsageError } from '../model/problem.ts'

export type ChosenRelease = {
  /** For people. */
  readonly title: string
  readonly name: string
  readonly folder: string
}

/** Installed once, and kept. */
export const releaseCache = inPackage('node_modules/.cache/seamwatch/releases')

/** Undefined for another driver.
 * @throws UsageError for a wrong release, `Unavailable` if npm cannot install
 * it. */
export async function chosenRelease({
  driver,
  sdk,
  node: program,
}: Pick<Settings, 'driver' | 'sdk' | 'node'>): Promise<
  ChosenRelease | undefined
> {
  if (driver !== 'sdk') return undefined
  if (sdk === undefined)
    throw new UsageError([
      {
        code: 'argument-invalid',
        fact: '--driver sdk: no release is named',
        hint: 'name it with --sdk, such as --sdk npm:@seamapi/http@2.32.0',
      },
    ])
  const { installRelease } = await import('../drivers/sdk/install.ts')
  const { readNode } = await import('../drivers/sdk/node.ts')
  const node = await readNode(program)
  const release = await installRelease(sdk, releaseCache, node)
  const { name, folder } = release
  return { title: titleOfRelease(release), name, folder }
}
