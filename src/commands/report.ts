/** `seamwatch report`: renders the report of the last run again, and audits it
 * as the run did. */
import { nameOf } from '../config/read-option.ts'
import { renderAudited } from '../report/audited.ts'
import { environmentOf } from './environment.ts'
import type { Options } from './environment.ts'

/** @returns the exit code: 0 rendered and clean, 2 otherwise. */
export async function report(options: Options): Promise<number> {
  const env = environmentOf(options)
  const reportsDir = env.SEAMWATCH_REPORTS ?? 'reports'
  const { rendered, hasLeaked } = await renderAudited({ reportsDir, env })
  switch (rendered.kind) {
    case 'rendered':
      process.stdout.write(`${rendered.index}\n`)
      return hasLeaked ? 2 : 0
    case 'nothing-to-render':
      process.stderr.write(
        `${nameOf('reports', { env: process.env, given: options })}: expected the reports of a run, but "${reportsDir}" holds none\n  → write them first: npx seamwatch run --reports ${reportsDir}\n`,
      )
      return 2
    case 'failed':
      process.stderr.write(`The report was not rendered: ${rendered.message}\n`)
      return 2
    default:
      return rendered satisfies never
  }
}
