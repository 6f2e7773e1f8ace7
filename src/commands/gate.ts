/** `seamwatch gate`: may a release of an SDK be published? */
import { readKnownIssues } from '../acceptance/read.ts'
import { inScope } from '../acceptance/settle.ts'
import { newRunId } from '../config/handover.ts'
import { read } from '../config/read-option.ts'
import type { Given } from '../config/read-option.ts'
import { installRelease } from '../drivers/sdk/install.ts'
import { titleOfRelease } from '../model/language.ts'
import { readNode, wrongNode } from '../drivers/sdk/node.ts'
import type { InstalledRelease, Node } from '../drivers/sdk/release.ts'
import { releaseBefore } from '../drivers/sdk/versions.ts'
import { judgeRelease } from '../gate/gate.ts'
import { partOf } from '../gate/parts.ts'
import { dayOf } from '../model/day.ts'
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
  const today = dayOf(Date.now())
  const all = readKnownIssues(read('knownIssues', source), today)
  const only = partOf(read('only', source))
  const node = await readNode(read('runtime', source))
  const release = await installRelease(spec, releaseCache, node)
  const named = read('baseline', source)
  const baseline = await baselineOf(release, { named, node })
  const against = baseline ? titleOfRelease(baseline) : 'no other release'
  printError(`judging ${titleOfRelease(release)} against ${against}`)
  const advice = wrongNode(release)
  if (advice !== undefined)
    printError(`note: ${titleOfRelease(release)}: ${advice}`)
  const judged = await judgeRelease({
    release,
    baseline,
    contractFile: read('contract', source),
    scenariosDir: read('scenarios', source),
    runId: newRunId(),
    known: {
      issues: inScope(all, { target: 'sandbox', sdk: release.name }),
      today,
    },
    only,
    isQuick: read('quick', source),
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
  { named, node }: { readonly named: string | undefined; readonly node: Node },
): Promise<InstalledRelease | undefined> {
  if (named === 'none') return undefined
  if (named !== undefined) return installRelease(named, releaseCache, node)
  const before = await releaseBefore(release)
  if (before === undefined) return undefined
  return installRelease(before, releaseCache, node)
}
