/** The end of a run: renders its report and audits it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { renderAudited } from '../report/audited.ts'
import type { Reports } from '../report/audited.ts'
import { firstLineOf } from '../model/thrown.ts'
import { removeResults } from '../report/remove.ts'
import { printError } from '../secrets/terminal.ts'

/** @returns the exit code: the verdict's, or 2 where there is none. */
export async function closeRun(reports: Reports): Promise<number> {
  const { reportsDir } = reports
  if (!existsSync(join(reportsDir, 'verdict.json'))) {
    printError('The run ended before it had a verdict.')
    removeResults({ reportsDir })
    return 2
  }
  const { rendered, verdict } = await renderAudited(reports)
  if (rendered.kind !== 'failed') return verdict?.exitCode ?? 2
  const verdictFile = join(reportsDir, 'verdict.json')
  printError(
    `The report was not rendered: ${firstLineOf(rendered.message)}
  → the verdict stands, in ${verdictFile}; mend this, then render the report: npx seamwatch report --reports ${reportsDir}
exit code 2: the report is missing`,
  )
  return 2
}
