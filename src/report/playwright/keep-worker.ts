/** Keep worker: Playwright ends a worker after each test that fails, which costs
 * as much as a hundred cases. A case that fails is marked as expected to, so
 * that its worker goes on, and the first reporter takes the mark away before
 * any other reporter, or Playwright's own count, sees the test. */
import type { TestInfo } from '@playwright/test'
import type { TestCase } from '@playwright/test/reporter'
import { caseOf } from './envelope.ts'

/** The process whose reporter takes the marks away: workers are its children.
 * With other reporters it is not set, and a case fails as any test does. */
const variable = 'SEAMWATCH_MARKS_TAKEN_BY'

/** In the main process, before a worker starts. */
export function takeMarks(): void {
  process.env[variable] = String(process.pid)
}

/** In a worker, where the test is about to throw. */
export function markFailing(info: TestInfo): void {
  if (process.env[variable] === String(process.ppid))
    info.expectedStatus = 'failed'
}

/** No case expects to fail by itself; nor does any test of a config where all
 * tests are ours. */
export function takeMark(
  test: TestCase,
  isOurs = caseOf(test) !== undefined,
): void {
  if (test.expectedStatus === 'failed' && isOurs) test.expectedStatus = 'passed'
}
