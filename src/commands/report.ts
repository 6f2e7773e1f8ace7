/** `seamwatch report`: renders the report of the last run again, and audits it
 * as the run did. */
import { checkCredentials } from '../config/credential-values.ts'
import { nameOf, read } from '../config/read-option.ts'
import type { Given } from '../config/read-option.ts'
import { firstLineOf } from '../model/thrown.ts'
import { renderAudited } from '../report/audited.ts'
import { reuseFolder } from '../report/folder.ts'
import { checkUnlocked } from '../report/lock.ts'
import { environmentOf } from './environment.ts'
import { printError, printOut } from '../secrets/terminal.ts'

/** @returns the exit code: 0 rendered and clean, 2 otherwise. */
export async function report(given: Given): Promise<number> {
  const env = environmentOf(given)
  checkCredentials(env)
  const reportsDir = read('reports', { env })
  reuseFolder(reportsDir)
  checkUnlocked(reportsDir)
  const { rendered, hasLeaked } = await renderAudited({ reportsDir, env })
  switch (rendered.kind) {
    case 'rendered':
      printOut(rendered.index)
      return hasLeaked ? 2 : 0
    case 'nothing-to-render':
      printError(
        `${nameOf('reports', { env: process.env, given })}: expected the reports of a run, but "${reportsDir}" holds none\n  → write them first: npx seamwatch run --reports ${reportsDir}`,
      )
      return 2
    case 'failed':
      printError(
        `The report was not rendered: ${firstLineOf(rendered.message)}`,
      )
      return 2
    default:
      return rendered satisfies never
  }
}
