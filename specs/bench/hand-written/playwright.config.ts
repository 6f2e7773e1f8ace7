/** The suite that a careful person would write: a test for each flow, ajv, and
 * Allure's reporter. */
import { defineConfig } from '@playwright/test'

const reports = process.env.BENCH_REPORTS ?? 'reports/bench'

export default defineConfig({
  testMatch: 'flows.spec.ts',
  fullyParallel: true,
  workers: 2,
  outputDir: `${reports}/test-results`,
  reporter: [
    ['dot'],
    ['allure-playwright', { resultsDir: `${reports}/allure-results` }],
  ],
})
