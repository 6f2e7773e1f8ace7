/** `seamwatch gate`: may a release of an SDK be published? */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newRunId } from '../config/handover.ts'
import { read } from '../config/read-option.ts'
import type { Given } from '../config/read-option.ts'
import { installRelease } from '../drivers/sdk/install.ts'
import { Unavailable } from '../model/problem.ts'
import { firstLineOf } from '../model/thrown.ts'
import { titleOfRelease } from '../model/language.ts'
import { readNode, wrongNode } from '../drivers/sdk/node.ts'
import type { InstalledRelease, Node } from '../drivers/sdk/release.ts'
import { releaseBefore } from '../drivers/sdk/versions.ts'
import { judgeRelease } from '../gate/gate.ts'
import type { Judged } from '../gate/gate.ts'
import { checkFolder, claimFolder } from '../report/folder.ts'
import { gateLines } from '../report/terminal/gate-lines.ts'
import { printError, printOut } from '../secrets/terminal.ts'
import { releaseCache } from './chosen-release.ts'

/** @returns the exit code: 0 yes, 1 no, 3 inconclusive. */
export async function gate(spec: string, given: Given): Promise<number> {
  const source = { env: process.env, given }
  const reportsDir = read('reports', source)
  checkFolder(reportsDir)
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
  })
  claimFolder(reportsDir)
  const { result } = judged
  const file = write(judged, join(reportsDir, 'gate'))
  printOut(
    read('json', source)
      ? JSON.stringify(result, null, 2)
      : gateLines(result, file).join('\n'),
  )
  return result.exitCode
}

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

function write({ result, calls }: Judged, folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lines = calls.map((call) => `${JSON.stringify(call)}\n`)
  writeWhole(join(folder, 'calls.ndjson'), lines.join(''))
  const file = join(folder, 'gate.json')
  const { findings, ...rest } = result
  const text = JSON.stringify({ schemaVersion: 1, ...rest, findings }, null, 2)
  writeWhole(file, `${text}\n`)
  return file
}

/** A reader never sees half of it. */
function writeWhole(file: string, text: string): void {
  const half = `${file}.new`
  writeFileSync(half, text, { mode: 0o600 })
  renameSync(half, file)
}
