/** Options: what the reporters of a run must know before it starts. */
import { join, resolve } from 'node:path'
import { nameOf } from '../auth/target.ts'
import { inPackage } from '../config/package-folder.ts'
import type { Settings } from '../config/settings.ts'
import { loadContract } from '../contract/load.ts'
import { webComponents } from '../contract/pins.ts'
import { readRelease } from '../drivers/sdk/release.ts'
import type { KnownIssues } from '../model/acceptance.ts'
import type { VerdictReporterOptions } from '../report/playwright/reporter.ts'
import { version } from '../transport/version.ts'

export type ReporterOptions = {
  readonly verdict: VerdictReporterOptions
  /** Absolute paths. Undefined with `--summary-only`. */
  readonly allure: { readonly resultsDir: string } | undefined
  readonly junit: { readonly outputFile: string }
}

/** A shard does not look for what the others look for. */
function isFiltered({
  tags,
  grep,
  shard,
}: Pick<Settings, 'tags' | 'grep' | 'shard'>): boolean {
  return tags.length > 0 || grep !== undefined || shard !== undefined
}

export function reporterOptions(
  settings: Settings,
  known: KnownIssues | undefined,
): ReporterOptions {
  const { choice, driver, reportsDir, runId, suiteFile, sdk } = settings
  const { isSummaryOnly } = settings
  const release = sdk === undefined ? undefined : readRelease(sdk)
  return {
    verdict: {
      reportsDir,
      seamwatch: version,
      target: nameOf(choice),
      driver,
      endpoint:
        choice.kind === 'embedded'
          ? 'started for this run'
          : choice.target.endpoint,
      runId,
      isFiltered: isFiltered(settings),
      isShard: settings.shard !== undefined,
      contract: loadContract(settings.contractFile),
      otherContracts: [loadContract(inPackage(webComponents.file))],
      ...(known && { known }),
      ...(driver === 'sdk' &&
        release && {
          sdk: {
            name: release.name,
            version: release.version,
            integrity: release.integrity,
          },
        }),
      // The command renders it once this run has ended.
      ...(suiteFile !== undefined &&
        !isSummaryOnly && {
          report: join(reportsDir, 'allure-report', 'index.html'),
        }),
    },
    allure: isSummaryOnly
      ? undefined
      : { resultsDir: resolve(reportsDir, 'allure-results') },
    junit: { outputFile: resolve(reportsDir, 'junit.xml') },
  }
}
