/** `seamwatch gate`: may a release of an SDK be published? */
import { newRunId } from '../config/handover.ts'
import { read } from '../config/read-option.ts'
import type { Given, Source } from '../config/read-option.ts'
import { installRelease } from '../drivers/sdk/install.ts'
import { titleOf } from '../drivers/sdk/release.ts'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import { versionBefore } from '../drivers/sdk/versions.ts'
import { judgeRelease } from '../gate/gate.ts'
import { UsageError } from '../model/problem.ts'
import { checkFolder } from '../report/folder.ts'
import { checkUnlocked } from '../report/lock.ts'
import { printError } from '../secrets/terminal.ts'
import { releaseCache } from './chosen-release.ts'
import { publishGate } from './gate-output.ts'
import { endOnSignal } from './interrupt.ts'

/** @returns the exit code: 0 yes, 1 no, 3 inconclusive. */
export async function gate(
  release: string | undefined,
  given: Given,
): Promise<number> {
  const source = { env: process.env, given }
  const matrix = read('matrix', source)
  if (matrix === undefined) return gateOne(release ?? missingRelease(), source)
  const { gateMatrix } = await import('./gate-matrix.ts')
  return gateMatrix(matrix, source)
}

function missingRelease(): never {
  throw new UsageError([
    {
      code: 'argument-invalid',
      fact: 'gate: expected a release, received none',
      hint: 'npx seamwatch gate npm:@seamapi/http@2.32.0, a folder, or a .tgz file; or --matrix npm:@seamapi/http',
    },
  ])
}

async function gateOne(spec: string, source: Source): Promise<number> {
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
