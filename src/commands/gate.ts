/** `seamwatch gate`: may a release of an SDK be published? */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readKnownIssues } from '../acceptance/read.ts'
import { inScope } from '../acceptance/settle.ts'
import { nameOf } from '../auth/target.ts'
import { newRunId } from '../config/handover.ts'
import { requireQuiet } from '../config/quiet.ts'
import { read } from '../config/read-option.ts'
import { readSettings } from '../config/settings.ts'
import type { Given } from '../config/read-option.ts'
import { installRelease } from '../drivers/sdk/install.ts'
import { titleOf } from '../drivers/sdk/release.ts'
import type { InstalledRelease } from '../drivers/sdk/release.ts'
import { versionBefore } from '../drivers/sdk/versions.ts'
import type { Judged } from '../gate/gate.ts'
import { dayOf } from '../model/day.ts'
import { UsageError } from '../model/problem.ts'
import { checkFolder, claimFolder } from '../report/folder.ts'
import { renderGateComment } from '../report/github/gate-comment.ts'
import { gateLines } from '../report/terminal/gate-lines.ts'
import { printable, printError, printOut } from '../secrets/terminal.ts'
import { judgeAt } from './judge-at.ts'
import { writeNamedFile } from './named-file.ts'
import { releaseCache } from './chosen-release.ts'

/** @returns the exit code: 0 yes, 1 no, 3 inconclusive. */
export async function gate(spec: string, given: Given): Promise<number> {
  const source = { env: process.env, given }
  const settings = { ...readSettings(process.env, given), runId: newRunId() }
  const { choice, reportsDir } = settings
  requireQuiet(process.env, { choice })
  checkFolder(reportsDir)
  const isJson = read('json', source)
  const markdown = read('markdown', source)
  if (isJson && markdown === '-') throw printedTwice
  const today = dayOf(Date.now())
  const all = readKnownIssues(read('knownIssues', source), today)
  const release = await installRelease(spec, releaseCache)
  const baseline = await baselineOf(release, read('baseline', source))
  const against = baseline ? titleOf(baseline) : 'no other release'
  printError(`judging ${titleOf(release)} against ${against}`)
  for (const note of settings.notes) printError(`note: ${note}`)
  const where = { target: nameOf(choice), sdk: release.name }
  const known = { issues: inScope(all, where), today }
  const judged = await judgeAt({ release, baseline, settings, known })
  if (judged === undefined) return 2
  claimFolder(reportsDir)
  const { result } = judged
  const file = write(judged, join(reportsDir, 'gate'))
  const comment = printable(renderGateComment(result))
  if (markdown === '-') printOut(comment.replace(/\n$/, ''))
  else {
    if (markdown !== undefined)
      writeNamedFile('--markdown', { file: markdown, text: comment })
    printOut(
      isJson
        ? JSON.stringify(result, null, 2)
        : gateLines(result, file).join('\n'),
    )
  }
  return result.exitCode
}

const printedTwice = new UsageError([
  {
    code: 'argument-invalid',
    fact: 'only one of --json and --markdown - can be printed',
    hint: 'write the comment to a file',
  },
])

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
