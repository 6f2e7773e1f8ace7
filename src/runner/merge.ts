/** Merges the shards of a run: one verdict and one report, as one run of all cases
 * would have. */
import { resolve } from 'node:path'
import { inPackage } from '../config/package-folder.ts'
import type { Contract } from '../model/contract.ts'
import type { Verdict } from '../model/verdict.ts'
import AllureReporter from '../report/allure/reporter.ts'
import { conclude, mintedBy } from '../report/playwright/conclude.ts'
import JunitReporter from '../report/playwright/junit.ts'
import { copyLedgers, copyResults } from '../report/shard/copy.ts'
import type { Joined } from '../report/shard/join.ts'
import type { ShardFolders } from '../report/shard/read.ts'
import type { Paint } from '../report/terminal/colour.ts'
import { newResult } from './result.ts'
import { replay } from './replay.ts'
import type { Replayed } from './replay.ts'
import { configOf } from './tests.ts'

export type MergeOptions = {
  readonly reportsDir: string
  readonly runId: string
  readonly contract: Contract
  readonly otherContracts: readonly Contract[]
  /** The Allure report; without it there is none. */
  readonly report?: string
  readonly paint: Paint
}

export async function mergeShards(
  shards: ShardFolders,
  { joined, ...options }: MergeOptions & { readonly joined: Joined },
): Promise<Verdict> {
  const [{ shard }] = shards
  const { reportsDir, paint, ...others } = options
  const around = {
    testDir: inPackage('specs'),
    outputDir: resolve(reportsDir, 'test-results', 'seamwatch'),
  }
  const all = replay(joined.tests, around)
  if (options.report !== undefined)
    await showMissing(replay(joined.missing, around), {
      name: shard.driver,
      ...around,
      resultsDir: resolve(reportsDir, 'allure-results'),
      startTime: joined.result.startTime,
    })
  copyResults(shards, reportsDir)
  copyLedgers(shards, reportsDir)
  // The verdict comes last: it must not stand where another file is missing.
  writeJunit(all, { reportsDir, result: joined.result })
  const { target, endpoint, driver, isFiltered, sdk, known } = shard
  const { verdict } = await conclude(all.tests, {
    options: {
      ...others,
      reportsDir,
      seamwatch: shard.version,
      target,
      endpoint,
      driver,
      isFiltered,
      known,
      ...(sdk && { sdk }),
    },
    around: {
      ...joined,
      paint,
      minted: shards.map((it) => {
        const { tests } = replay(it.shard.ended?.tests ?? [], around)
        return mintedBy(tests, it.shard.runId)
      }),
    },
  })
  return verdict
}

/** The other cases have results of their own, which are copied. */
async function showMissing(
  { root, tests }: Replayed,
  {
    resultsDir,
    startTime,
    ...project
  }: Parameters<typeof configOf>[0] & {
    readonly resultsDir: string
    readonly startTime: Date
  },
): Promise<void> {
  const allure = new AllureReporter({ resultsDir })
  if (tests.length === 0) return
  allure.onConfigure(configOf(project, inPackage('playwright.config.ts')))
  allure.onBegin(root)
  for (const test of tests) {
    allure.onTestBegin(test)
    await allure.onTestEnd(test, { ...newResult(0), startTime })
  }
  await allure.onEnd()
}

function writeJunit(
  { root }: Replayed,
  {
    reportsDir,
    result,
  }: Pick<Joined, 'result'> & { readonly reportsDir: string },
): void {
  const outputFile = resolve(reportsDir, 'junit.xml')
  const junit = new JunitReporter({ outputFile })
  junit.onBegin(configOf({ name: '', testDir: '', outputDir: '' }, ''), root)
  junit.onEnd(result)
}
