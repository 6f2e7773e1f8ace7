/** The Playwright reporter of a review: prints only what went wrong with the
 * tests themselves. */
import type { Reporter, TestError } from '@playwright/test/reporter'
import { printError } from '../../secrets/terminal.ts'
import { errorLine } from './test-error.ts'

export default class ErrorsReporter implements Reporter {
  printsToStdio(): boolean {
    return true
  }

  onError(error: TestError): void {
    printError(errorLine(error))
  }
}
