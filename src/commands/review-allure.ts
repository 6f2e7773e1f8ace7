/** Renders a review as an Allure report: a test for each change. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { handoverIn, newRunId } from '../config/handover.ts'
import { childEnvironment } from '../model/child-environment.ts'
import { shownPath } from '../model/shown-path.ts'
import { changeTests } from '../report/allure/changes.ts'
import { renderReport } from '../report/allure/render.ts'
import { claimFolder } from '../report/folder.ts'
import { lockFolder } from '../report/lock.ts'
import type { ReviewRecord } from '../report/review-record.ts'
import { reviewFolder } from '../report/write.ts'
import { printable, printError, printOut } from '../secrets/terminal.ts'
import { writeWhole } from '../secrets/write-file.ts'
import { playwright } from './playwright.ts'
import { jsonOf } from './review-output.ts'

/** @returns whether there is a report. */
export async function renderChanges(
  record: ReviewRecord,
  { reportsDir }: { readonly reportsDir: string },
): Promise<boolean> {
  claimFolder(reportsDir)
  const lock = lockFolder(reportsDir)
  try {
    return await renderIn(resolve(reportsDir, reviewFolder), record)
  } finally {
    lock.release()
  }
}

async function renderIn(
  folder: string,
  record: ReviewRecord,
): Promise<boolean> {
  // Without results of this review, no report of an earlier one may be there.
  for (const name of ['allure-results', 'allure-report'])
    rmSync(join(folder, name), { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const reviewFile = join(folder, 'review.json')
  writeWhole(reviewFile, printable(jsonOf(record)))
  await playwright(
    ['changes'],
    {
      ...childEnvironment(process.env),
      ...handoverIn({ runId: newRunId(), reviewFile }),
    },
    { config: 'specs/changes.config.ts' },
  )
  rmSync(join(folder, 'test-results'), { recursive: true, force: true })
  const wanted = changeTests(record).length
  const written = resultsIn(join(folder, 'allure-results'))
  if (written < wanted) return notRendered(`${written} of ${wanted} tests ran`)
  const rendered = await renderReport({ reportsDir: folder })
  if (rendered.kind === 'rendered') {
    printOut(`The report: ${shownPath(rendered.index)}`)
    return true
  }
  return notRendered(
    rendered.kind === 'failed' ? rendered.message : 'no test ran',
  )
}

/** A report of a part would hide changes. */
function resultsIn(folder: string): number {
  if (!existsSync(folder)) return 0
  return readdirSync(folder).filter((name) => name.endsWith('-result.json'))
    .length
}

function notRendered(reason: string): false {
  printError(`The report was not rendered: ${reason}`)
  return false
}
