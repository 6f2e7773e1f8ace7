/** How `seamwatch review --allure` runs the tests of the changes. */
import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'
import { readHandover } from '../src/config/handover.ts'

const { reviewFile = 'review.json' } = readHandover(process.env) ?? {}
const inReview = (name: string) => resolve(reviewFile, '..', name)

export default defineConfig({
  testDir: '.',
  testMatch: 'changes.spec.ts',
  outputDir: inReview('test-results'),
  workers: 1,
  retries: 0,
  reporter: [
    ['../src/report/playwright/errors.ts'],
    [
      '../src/report/allure/reporter.ts',
      { resultsDir: inReview('allure-results') },
    ],
  ],
  projects: [{ name: 'changes' }],
})
