/** `seamwatch gate`: may a release of an SDK be published? */
import { newRunId } from '../config/handover.ts'
import { read } from '../config/read-option.ts'
import type { Given } from '../config/read-option.ts'
import { installRelease } from '../drivers/sdk/install.ts'
import { titleOf } from '../drivers/sdk/release.ts'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import { versionBefore } from '../drivers/sdk/versions.ts'
import { judgeRelease } from '../gate/gate.ts'
import { checkFolder } from '../report/folder.ts'
import { checkUnlocked } from '../report/lock.ts'
import { printError } from '../secrets/terminal.ts'
import { releaseCache } from './chosen-release.ts'
import { publishGate } from './gate-output.ts'
import { endOnSignal } from './interrupt.ts'

/** @returns the exit code: 0 yes, 1 no, 3 inconclusive. */
export async function gate(spec: string, given: Given): Promise<number> {
  const source = { env: process.env, given }
  const reportsDir = read('reports', source)
  checkFolder(reportsDir)
  checkUnlocked(reportsDir)
  const ignoreSignals = endOnSignal(() => 'the gate ended: nothing was written')
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
  ignoreSignals()
  return publishGate(
    { ...judged, spec },
    {
      reportsDir,
      isJson: read('json', source),
      isAllure: read('allure', source),
    },
  )
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
