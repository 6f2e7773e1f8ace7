/** Removes what an earlier run has written, by the one list of its files. */
import { rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ownFilesIn } from './own-files.ts'
import { lockFile, reportFiles } from './write.ts'
import type { ReportFile, ReportsFolder } from './write.ts'

/** Removes what the last run left, before this one writes anything. */
export function removeStale({
  reportsDir,
  files = reportFiles,
}: ReportsFolder): void {
  remove(
    // The lock is this run's own by now.
    files.filter(({ name, stays }) => stays !== 'always' && name !== lockFile),
    reportsDir,
  )
}

/** Removes the results from which Allure would render a report. */
export function removeResults({
  reportsDir,
  files = reportFiles,
}: ReportsFolder): void {
  remove(
    files.filter(({ name }) => name === 'allure-results/'),
    reportsDir,
  )
}

/** Removes the views of the last verdict: a run that crashes leaves none. */
export function removeViews({
  reportsDir,
  files = reportFiles,
}: ReportsFolder): void {
  remove(
    files.filter(({ render }) => render),
    reportsDir,
  )
}

function remove(files: readonly ReportFile[], reportsDir: string): void {
  for (const { name, own } of files) {
    const path = join(reportsDir, name)
    if (own === undefined) rmSync(path, { recursive: true, force: true })
    else removeOwn(reportsDir, { folder: name, own })
  }
}

/** Removes the folder, too, if nothing else is in it. */
function removeOwn(
  reportsDir: string,
  inside: { readonly folder: string; readonly own: RegExp },
): void {
  for (const path of ownFilesIn(reportsDir, inside))
    rmSync(join(reportsDir, path), { force: true })
  try {
    rmdirSync(join(reportsDir, inside.folder))
  } catch {
    // Files of another tool are in it, or there is none.
  }
}
