/** The first Playwright reporter of a review: prints only what went wrong with the
 * tests themselves, and lets one worker run all. */
import type { Reporter, TestCase, TestError } from '@playwright/test/reporter'
import { printError } from '../../secrets/terminal.ts'
import { takeMark, takeMarks } from './keep-worker.ts'
import { errorLine } from './test-error.ts'

export default class ErrorsReporter implements Reporter {
  printsToStdio(): boolean {
    return true
  }

  onBegin(): void {
    takeMarks()
  }

  onTestEnd(test: TestCase): void {
    takeMark(test, true)
  }

  onError(error: TestError): void {
    printError(errorLine(error))
  }
}
