/** `seamwatch compare`: the same calls by several SDKs, and what differs. */
import { newRunId } from '../config/handover.ts'
import { read } from '../config/read-option.ts'
import type { Given } from '../config/read-option.ts'
import { readSettings } from '../config/settings.ts'
import { installRelease } from '../drivers/sdk/install.ts'
import { readNode } from '../drivers/sdk/node.ts'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import { compareReleases } from '../gate/compare.ts'
import { titleOfRelease } from '../model/language.ts'
import { compareLines } from '../report/terminal/compare-lines.ts'
import { printError, printOut } from '../secrets/terminal.ts'
import { releaseCache } from './chosen-release.ts'

/** @returns the exit code: 0, or 3 if a part could not be tried. */
export async function compare(
  specs: readonly string[],
  given: Given,
): Promise<number> {
  const source = { env: process.env, given }
  const node = await readNode(read('runtime', source))
  const releases: InstalledRelease[] = []
  for (const spec of specs)
    releases.push(await installRelease(spec, releaseCache, node))
  const names = releases.map(titleOfRelease)
  printError(`comparing ${['plain HTTP', ...names].join(', ')}`)
  const comparison = await compareReleases({
    releases,
    settings: { ...readSettings(process.env, given), runId: newRunId() },
  })
  printOut(
    read('json', source)
      ? JSON.stringify(comparison, null, 2)
      : compareLines(comparison).join('\n'),
  )
  return comparison.notJudged.length === 0 ? 0 : 3
}
