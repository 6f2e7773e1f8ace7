/** Renders a review as an Allure report: a test for each change. */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { changeTests } from '../report/allure/changes.ts'
import { claimFolder } from '../report/folder.ts'
import { lockFolder } from '../report/lock.ts'
import type { ReviewRecord } from '../report/review-record.ts'
import { reviewFolder } from '../report/write.ts'
import { printable } from '../secrets/terminal.ts'
import { writeWhole } from '../secrets/write-file.ts'
import { renderTests } from './render-tests.ts'
import { jsonOf } from './review-output.ts'

/** @returns whether there is a report. */
export async function renderChanges(
  record: ReviewRecord,
  { reportsDir }: { readonly reportsDir: string },
): Promise<boolean> {
  claimFolder(reportsDir)
  const lock = lockFolder(reportsDir)
  try {
    const folder = resolve(reportsDir, reviewFolder)
    mkdirSync(folder, { recursive: true })
    const reviewFile = join(folder, 'review.json')
    writeWhole(reviewFile, printable(jsonOf(record)))
    const wanted = changeTests(record).length
    return await renderTests(folder, { handover: { reviewFile }, wanted })
  } finally {
    lock.release()
  }
}
