/** `seamwatch report`: renders the Allure report of the last run again. */
import { renderReport } from '../report/render.ts'
import { environmentOf } from './environment.ts'
import type { Options } from './environment.ts'

/** @returns the exit code. */
export async function report(options: Options): Promise<number> {
  const reportsDir = environmentOf(options).SEAMWATCH_REPORTS ?? 'reports'
  const rendered = await renderReport({ reportsDir })
  switch (rendered.kind) {
    case 'rendered':
      process.stdout.write(`${rendered.index}\n`)
      return 0
    case 'nothing-to-render':
      process.stderr.write(
        `"${reportsDir}" holds no results of a run\n  → npx seamwatch run --reports ${reportsDir}\n`,
      )
      return 2
    case 'failed':
      process.stderr.write(`The report was not rendered: ${rendered.message}\n`)
      return 2
    default:
      return rendered satisfies never
  }
}
