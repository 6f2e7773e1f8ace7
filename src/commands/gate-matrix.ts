/** `seamwatch gate --matrix`: judges many releases, one after the other. */
import { join } from 'node:path'
import semver from 'semver'
import { newRunId } from '../config/handover.ts'
import { read } from '../config/read-option.ts'
import type { Source } from '../config/read-option.ts'
import { readSettings } from '../config/settings.ts'
import { loadContract } from '../contract/load.ts'
import { installRelease } from '../drivers/sdk/install.ts'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import { parseSpec } from '../drivers/sdk/spec.ts'
import { byVersion, stableVersionsOf } from '../drivers/sdk/versions.ts'
import { judgeRelease } from '../gate/gate.ts'
import { matrixOf } from '../gate/matrix.ts'
import type { MatrixInput } from '../gate/matrix.ts'
import { dayOf } from '../model/day.ts'
import { firstLineOf } from '../model/thrown.ts'
import { plural } from '../model/plural.ts'
import { UsageError } from '../model/problem.ts'
import { shownPath } from '../model/shown-path.ts'
import { auditGate } from '../report/gate/audited.ts'
import { writeMatrix } from '../report/gate/write-matrix.ts'
import { checkFolder, claimFolder } from '../report/folder.ts'
import { lockFolder } from '../report/lock.ts'
import { gateFolder } from '../report/write.ts'
import { printError, printOut } from '../secrets/terminal.ts'
import { releaseCache } from './chosen-release.ts'
import { endOnSignal } from './interrupt.ts'

/** A page of more cannot be read, and each takes some seconds. */
const mostReleases = 40

/** @returns the exit code: 0 if a release was judged, 3 if none was, 2 if a
 * secret was written. */
export async function gateMatrix(
  spec: string,
  source: Source,
): Promise<number> {
  const name = nameIn(spec)
  const reportsDir = read('reports', source)
  checkFolder(reportsDir)
  const versions = await versionsFor(name, read('versions', source))
  claimFolder(reportsDir)
  const lock = lockFolder(reportsDir)
  const inputs: MatrixInput[] = []
  const ignoreSignals = endOnSignal(() => {
    lock.release()
    return inputs.length === 0
      ? 'the gate ended: nothing was written'
      : `the page has ${inputs.length} of ${plural(versions.length, 'release')}`
  })
  const contract = loadContract(read('contract', source)).source
  const head = { name, contract, startedAt: new Date().toISOString() }
  let before: InstalledRelease | undefined
  for (const version of versions) {
    const tried = await tryVersion({ name, version, before, source })
    before = tried.release ?? before
    inputs.push(tried.input)
    const place = `${inputs.length}/${versions.length}`
    printError(`${place} ${version}: ${lineOf(tried.input)}`)
    // Each time: who ends it early has what was judged until then.
    writeMatrix({ ...head, ...matrixOf(inputs) }, reportsDir)
  }
  ignoreSignals()
  const leaks = await auditGate({ reportsDir, env: process.env })
  lock.release()
  for (const leak of leaks) printError(leak)
  const judged = inputs.filter(({ kind }) => kind === 'judged').length
  const page = shownPath(join(reportsDir, gateFolder, 'matrix.html'))
  printOut(`${judged} of ${plural(versions.length, 'release')} of ${name} judged
the page: ${page}`)
  if (leaks.length > 0) return 2
  return judged === 0 ? 3 : 0
}

/** @throws UsageError for a text that names no package of ours. */
function nameIn(spec: string): string {
  const [, name = ''] = /^npm:((?:@[\w.-]+\/)?[\w.-]+)$/.exec(spec) ?? []
  if (name === '')
    throw new UsageError([
      {
        code: 'argument-invalid',
        fact: `--matrix "${spec}": expected a package of npm without a version`,
        hint: 'give npm:@seamapi/http, and choose releases with --versions',
      },
    ])
  parseSpec(`${spec}@0.0.0`)
  return name
}

async function versionsFor(
  name: string,
  chosen: readonly string[] | undefined,
): Promise<readonly string[]> {
  const wrong = chosen?.find((it) => semver.valid(it) === null)
  if (wrong !== undefined) throw noVersion(name, wrong)
  return chosen
    ? [...new Set(chosen)].toSorted(byVersion)
    : (await stableVersionsOf(name)).slice(-mostReleases)
}

function noVersion(name: string, version: string): UsageError {
  return new UsageError([
    {
      code: 'argument-invalid',
      fact: `--versions: expected versions such as 2.11.2,2.26.0, received "${version}"`,
      hint: `list the versions with: npm view ${name} versions`,
    },
  ])
}

type TriedVersion = {
  readonly input: MatrixInput
  readonly release?: InstalledRelease
}

async function tryVersion({
  name,
  version,
  before,
  source,
}: {
  readonly name: string
  readonly version: string
  readonly before: InstalledRelease | undefined
  readonly source: Source
}): Promise<TriedVersion> {
  try {
    const spec = `npm:${name}@${version}`
    const release = await installRelease(spec, releaseCache)
    const settings = readSettings(process.env, source.given)
    const choice = { kind: 'embedded', name: 'sandbox' } as const
    const { result } = await judgeRelease({
      release,
      baseline: undefined,
      before,
      settings: { ...settings, choice, runId: newRunId() },
      known: { issues: [], today: dayOf(Date.now()) },
      announce: () => {},
      isStopped: () => false,
    })
    const { findings, notJudged, judged } = result
    const [first] = notJudged
    const reason = first && `${first.what}: ${first.reason}`
    if (judged.calls === 0 && findings.length === 0)
      return { input: notJudgedAs(version, reason ?? 'nothing was judged') }
    const { integrity } = release
    const part = reason === undefined ? {} : { notJudged: reason }
    const kind = 'judged'
    return { release, input: { kind, version, integrity, findings, ...part } }
  } catch (error) {
    return { input: notJudgedAs(version, firstLineOf(error)) }
  }
}

function notJudgedAs(version: string, reason: string): MatrixInput {
  return { kind: 'not-judged', version, reason }
}

function lineOf(input: MatrixInput): string {
  if (input.kind === 'not-judged') return `not judged: ${input.reason}`
  const fails = input.findings.filter(({ effect }) => effect === 'fails')
  const codes = new Set(fails.map(({ code }) => code))
  return `${plural(codes.size, 'fault')} at ${plural(fails.length, 'place')}`
}
