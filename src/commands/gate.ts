/** `seamwatch gate`: may a release of an SDK be published? */
import { newRunId } from '../config/handover.ts'
import { read } from '../config/read-option.ts'
import type { Given } from '../config/read-option.ts'
import { installRelease } from '../drivers/sdk/install.ts'
import { titleOf } from '../drivers/sdk/release.ts'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import { versionBefore } from '../drivers/sdk/versions.ts'
import { judgeRelease } from '../gate/gate.ts'
import { checkFolder, claimFolder } from '../report/folder.ts'
import { writeGate } from '../report/gate/write.ts'
import { gateLines } from '../report/terminal/gate-lines.ts'
import { printError, printOut } from '../secrets/terminal.ts'
import { releaseCache } from './chosen-release.ts'

/** @returns the exit code: 0 yes, 1 no, 3 inconclusive. */
export async function gate(spec: string, given: Given): Promise<number> {
  const source = { env: process.env, given }
  const reportsDir = read('reports', source)
  checkFolder(reportsDir)
  const release = await installRelease(spec, releaseCache)
  const baseline = await baselineOf(release, read('baseline', source))
  const against = baseline ? titleOf(baseline) : 'no other release'
  printError(`judging ${titleOf(release)} against ${against}`)
  const judged = await judgeRelease({
    release,
    baseline,
    contractFile: read('contract', source),
    scenariosDir: read('scenarios', source),
    runId: newRunId(),
  })
  claimFolder(reportsDir)
  const { result } = judged
  const folder = writeGate({ ...judged, spec }, reportsDir)
  printOut(
    read('json', source)
      ? JSON.stringify(result, null, 2)
      : gateLines(result, folder).join('\n'),
  )
  return result.exitCode
}

async function baselineOf(
  release: InstalledRelease,
  named: string | undefined,
): Promise<InstalledRelease | undefined> {
  if (named === 'none') return undefined
  if (named !== undefined) return installRelease(named, releaseCache)
  const version = await versionBefore(release)
  if (version === undefined) return undefined
  return installRelease(`npm:${release.name}@${version}`, releaseCache)
}
