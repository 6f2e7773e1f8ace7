/** How `seamwatch review --allure` and `seamwatch gate --allure` run their
 * tests. */
import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'
import { readHandover } from '../src/config/handover.ts'

const { gateFile = 'gate.json', reviewFile = gateFile } =
  readHandover(process.env) ?? {}
const beside = (name: string) => resolve(reviewFile, '..', name)

export default defineConfig({
  testDir: '.',
  testMatch: 'changes.spec.ts',
  outputDir: beside('test-results'),
  workers: 1,
  retries: 0,
  reporter: [
    ['../src/report/playwright/errors.ts'],
    [
      '../src/report/allure/reporter.ts',
      { resultsDir: beside('allure-results') },
    ],
  ],
  projects: [{ name: 'changes' }],
})
