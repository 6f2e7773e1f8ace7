/** `seamwatch gate`: may a release of an SDK be published? */
import { readKnownIssues } from '../acceptance/read.ts'
import { inScope } from '../acceptance/settle.ts'
import { nameOf } from '../auth/target.ts'
import { newRunId } from '../config/handover.ts'
import { requireQuiet } from '../config/quiet.ts'
import { read } from '../config/read-option.ts'
import { readSettings } from '../config/settings.ts'
import type { Given, Source } from '../config/read-option.ts'
import { installRelease } from '../drivers/sdk/install.ts'
import { Unavailable } from '../model/problem.ts'
import { firstLineOf } from '../model/thrown.ts'
import { titleOfRelease } from '../model/language.ts'
import { canIsolate } from '../drivers/sdk/isolate.ts'
import { readNode, wrongNode } from '../drivers/sdk/node.ts'
import type { InstalledRelease, Node } from '../drivers/sdk/release.ts'
import { releaseBefore } from '../drivers/sdk/versions.ts'
import { partOf } from '../gate/parts.ts'
import { dayOf } from '../model/day.ts'
import { UsageError } from '../model/problem.ts'
import { checkFolder } from '../report/folder.ts'
import { checkUnlocked } from '../report/lock.ts'
import { printError } from '../secrets/terminal.ts'
import { judgeAt } from './judge-at.ts'
import { releaseCache } from './chosen-release.ts'
import { publishGate } from './gate-output.ts'

/** @returns the exit code: 0 yes, 1 no, 3 inconclusive. */
export async function gate(
  release: string | undefined,
  given: Given,
): Promise<number> {
  const source = { env: process.env, given }
  const matrix = read('matrix', source)
  if (matrix === undefined) return gateOne(release ?? missingRelease(), source)
  if (release !== undefined) throw releaseBesideMatrix
  const { gateMatrix } = await import('./gate-matrix.ts')
  return gateMatrix(matrix, source)
}

const releaseBesideMatrix = new UsageError([
  {
    code: 'argument-invalid',
    fact: 'gate: expected a release or --matrix, received both',
    hint: 'leave one of them out; --versions chooses the releases of --matrix',
  },
])

const versionsWithoutMatrix = new UsageError([
  {
    code: 'argument-invalid',
    fact: 'gate: --versions chooses releases of --matrix, which is not given',
    hint: 'give --matrix npm:@seamapi/http in place of a release, or leave --versions out',
  },
])

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
  if (read('versions', source)) throw versionsWithoutMatrix
  const only = partOf(read('only', source))
  const settings = {
    ...readSettings(process.env, source.given),
    runId: newRunId(),
  }
  const { choice, reportsDir } = settings
  requireQuiet(process.env, { choice })
  checkFolder(reportsDir)
  checkUnlocked(reportsDir)
  const isJson = read('json', source)
  const markdown = read('markdown', source)
  if (isJson && markdown === '-') throw printedTwice
  const today = dayOf(Date.now())
  const all = readKnownIssues(read('knownIssues', source), today)
  const node = await readNode(read('runtime', source))
  const release = await installRelease(spec, releaseCache, node)
  const named = read('baseline', source)
  const baseline = await baselineOf(release, { named, node })
  if (baseline && baseline.name !== release.name)
    printError(
      `note: --baseline is ${baseline.name}, another package than ${release.name}: what differs between the packages counts as new`,
    )
  const against = baseline ? titleOfRelease(baseline) : 'no other release'
  printError(`judging ${titleOfRelease(release)} against ${against}`)
  const advice = wrongNode(release)
  if (advice !== undefined)
    printError(`note: ${titleOfRelease(release)}: ${advice}`)
  if (!canIsolate()) printError(notIsolated)
  for (const note of settings.notes) printError(`note: ${note}`)
  const where = { target: nameOf(choice), sdk: release.name }
  const judged = await judgeAt({
    release,
    baseline,
    settings,
    known: { issues: inScope(all, where), today },
    only,
    isQuick: read('quick', source),
  })
  if (judged === undefined) return 2
  const isAllure = read('allure', source)
  return publishGate(
    { ...judged, spec },
    { reportsDir, isJson, isAllure, markdown },
  )
}

const notIsolated =
  'note: this machine makes no namespaces (unshare): only the guards of the languages keep the release from other processes'

const printedTwice = new UsageError([
  {
    code: 'argument-invalid',
    fact: 'only one of --json and --markdown - can be printed',
    hint: 'write the comment to a file',
  },
])

async function baselineOf(
  release: InstalledRelease,
  { named, node }: { readonly named: string | undefined; readonly node: Node },
): Promise<InstalledRelease | undefined> {
  if (named === 'none') return undefined
  if (named !== undefined) return installRelease(named, releaseCache, node)
  const before = await releaseBefore(release)
  if (before === undefined) return undefined
  try {
    return await installRelease(before, releaseCache, node)
  } catch (cause) {
    // No person has named it, so it is no wrong input.
    throw new Unavailable(
      `the version before it is "${before}". ${firstLineOf(cause).replace(/ \[[\w-]+\]$/, '')}. Name another one with --baseline, or give --baseline none`,
      { cause },
    )
  }
}
