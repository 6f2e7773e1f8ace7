/** The end of a run: renders its report and audits it. */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { renderAudited } from '../report/audited.ts'
import type { Reports } from '../report/audited.ts'

/** @returns the exit code: the verdict's, or 2 where there is none. */
export async function closeRun(reports: Reports): Promise<number> {
  const { reportsDir } = reports
  if (!existsSync(join(reportsDir, 'verdict.json'))) {
    process.stderr.write('The run ended before it had a verdict.\n')
    rmSync(join(reportsDir, 'allure-results'), { recursive: true, force: true })
    return 2
  }
  const { rendered, verdict } = await renderAudited(reports)
  if (rendered.kind !== 'failed') return verdict?.exitCode ?? 2
  process.stderr.write(`The report was not rendered: ${rendered.message}\n`)
  return 2
}
