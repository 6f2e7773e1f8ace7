/** `seamwatch merge`: one verdict and one report of the shards of a run. Nothing is
 * sent. */
import { join } from 'node:path'
import { read } from '../config/read-option.ts'
import type { Given } from '../config/read-option.ts'
import { checkCredentials } from '../config/credential-values.ts'
import { newRunId } from '../config/handover.ts'
import { inPackage } from '../config/package-folder.ts'
import { loadContract } from '../contract/load.ts'
import { webComponents } from '../contract/pins.ts'
import { plural } from '../model/plural.ts'
import { nameOfShards } from '../model/shard.ts'
import { checkFolder, claimFolder } from '../report/folder.ts'
import { checkUnlocked, lockFolder } from '../report/lock.ts'
import { removeStale } from '../report/remove.ts'
import { join as joinShards } from '../report/shard/join.ts'
import type { Joined } from '../report/shard/join.ts'
import { hashOfFile } from '../report/shard/plan.ts'
import { readShards, requireOther } from '../report/shard/read.ts'
import type { ShardFolders } from '../report/shard/read.ts'
import { requireResults } from '../report/shard/results.ts'
import { renderDuration } from '../report/terminal/duration.ts'
import { paintFor } from '../report/terminal/colour.ts'
import { mergeShards } from '../runner/merge.ts'
import { printOut } from '../secrets/terminal.ts'
import { version } from '../transport/version.ts'
import { closeRun } from './closing.ts'
import { environmentOf } from './environment.ts'

/** @param folders the folder for reports of each shard.
 * @returns the exit code, as a run's. */
export async function merge(
  folders: readonly string[],
  given: Given,
): Promise<number> {
  const source = { env: process.env, given }
  checkCredentials(process.env)
  const reportsDir = read('reports', source)
  const contractFile = read('contract', source)
  const contract = loadContract(contractFile)
  const shards = readShards(folders, {
    version,
    contract: hashOfFile(contractFile),
  })
  requireResults(shards)
  requireOther(reportsDir, shards)
  checkFolder(reportsDir)
  checkUnlocked(reportsDir)
  claimFolder(reportsDir)
  const lock = lockFolder(reportsDir)
  try {
    removeStale({ reportsDir })
    const joined = joinShards(shards)
    announce(shards, { joined, source: contract.source })
    const hasReport = shards.some(({ shard }) => !shard.isSummaryOnly)
    await mergeShards(shards, {
      joined,
      reportsDir,
      runId: newRunId(),
      contract,
      otherContracts: [loadContract(inPackage(webComponents.file))],
      ...(hasReport && {
        report: join(reportsDir, 'allure-report', 'index.html'),
      }),
      paint: paintFor(process.stdout, process.env),
    })
    return await closeRun({ reportsDir, env: environmentOf(given) })
  } finally {
    lock.release()
  }
}

function announce(
  shards: ShardFolders,
  { joined, source }: { readonly joined: Joined; readonly source: string },
): void {
  const [{ shard: first }] = shards
  const { of } = first.shard
  printOut(
    `${plural(first.plan.length, 'case')} in ${plural(of, 'shard')} against ${first.target}, judged by ${source}; nothing is sent`,
  )
  for (const { folder, shard } of shards) {
    const { ended } = shard
    const what = ended
      ? `${plural(ended.tests.length, 'case')} in ${renderDuration(ended.durationMs)}`
      : 'it did not end, so its cases are not judged'
    printOut(`shard ${shard.shard.index} of ${of}: ${what} (${folder})`)
  }
  const named = new Set(shards.map(({ shard }) => shard.shard.index))
  for (const index of joined.lost)
    if (!named.has(index))
      printOut(`shard ${index} of ${of}: missing, so its cases are not judged`)
  announceMissingResults(shards, of)
}

function announceMissingResults(shards: ShardFolders, of: number): void {
  const without = shards.filter(({ shard }) => shard.isSummaryOnly)
  if (without.length === shards.length) {
    printOut('no Allure report: every shard ran with --summary-only')
    return
  }
  // The cases of one that did not end are in the report, as not judged.
  const lacking = without.filter(({ shard }) => shard.ended)
  if (lacking.length === 0) return
  const indexes = lacking.map(({ shard }) => shard.shard.index)
  printOut(
    `the Allure report lacks the cases of ${nameOfShards(indexes, of)}: run with --summary-only`,
  )
}
