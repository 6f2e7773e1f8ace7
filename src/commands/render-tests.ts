/** Renders an Allure report with a test for each change or cause. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { handoverIn, newRunId } from '../config/handover.ts'
import type { Handover } from '../config/handover.ts'
import { childEnvironment } from '../model/child-environment.ts'
import { shownPath } from '../model/shown-path.ts'
import { renderReport } from '../report/allure/render.ts'
import { printError } from '../secrets/terminal.ts'
import { playwright } from './playwright.ts'

/** @param folder has the file that is handed over, and gets the report.
 * @returns whether there is a report. */
export async function renderTests(
  folder: string,
  {
    handover,
    wanted,
  }: {
    readonly handover: Pick<Handover, 'reviewFile' | 'gateFile'>
    /** How many tests there are. */
    readonly wanted: number
  },
): Promise<boolean> {
  // Without results of its own, no report of an earlier one may be there.
  for (const name of ['allure-results', 'allure-report'])
    rmSync(join(folder, name), { recursive: true, force: true })
  await playwright(
    ['changes'],
    {
      ...childEnvironment(process.env),
      ...handoverIn({ runId: newRunId(), ...handover }),
    },
    { config: 'specs/changes.config.ts' },
  )
  rmSync(join(folder, 'test-results'), { recursive: true, force: true })
  const written = resultsIn(join(folder, 'allure-results'))
  if (written < wanted) return notRendered(`${written} of ${wanted} tests ran`)
  const rendered = await renderReport({ reportsDir: folder })
  if (rendered.kind === 'rendered') {
    printError(`The report: ${shownPath(rendered.index)}`)
    return true
  }
  return notRendered(
    rendered.kind === 'failed' ? rendered.message : 'no test ran',
  )
}

/** A report of a part would hide the rest. */
function resultsIn(folder: string): number {
  if (!existsSync(folder)) return 0
  return readdirSync(folder).filter((name) => name.endsWith('-result.json'))
    .length
}

function notRendered(reason: string): false {
  printError(`The report was not rendered: ${reason}`)
  return false
}
