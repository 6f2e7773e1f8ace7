/** `seamwatch report`: renders the Allure report of the last run again. */
import { renderReport } from '../report/render.ts'

export async function report({
  reports,
}: {
  readonly reports?: string
}): Promise<void> {
  const reportsDir = reports ?? process.env.SEAMWATCH_REPORTS ?? 'reports'
  await renderReport({ reportsDir })
}
