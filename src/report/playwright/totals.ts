/** The totals: the last lines of a test run, with what was skipped and why. */
import type {
  FullResult,
  Reporter,
  Suite,
  TestCase,
} from '@playwright/test/reporter'

import { groupBy } from '../../model/group-by.ts'
import { printOut } from '../../secrets/terminal.ts'
import { visible } from '../../secrets/visible.ts'
import { capped } from '../terminal/capped.ts'

/** Must come last among the reporters. */
export default class TotalsReporter implements Reporter {
  #tests: readonly TestCase[] = []
  #errors = 0
  #status: FullResult['status'] = 'passed'

  printsToStdio(): boolean {
    return true
  }

  onBegin(_config: unknown, suite: Suite): void {
    this.#tests = suite.allTests()
  }

  onError(): void {
    this.#errors += 1
  }

  onEnd({ status }: FullResult): void {
    this.#status = status
  }

  /** After the last line of every other reporter. */
  async onExit(): Promise<void> {
    // `--list` runs no test: there is nothing to count.
    if (process.argv.includes('--list')) return
    for (const test of this.#tests) {
      if (test.outcome() === 'flaky') {
        printOut(`passed only on retry: ${test.title}`)
      }
    }
    for (const line of skippedLines(this.#tests.flatMap(skipOf))) {
      printOut(line)
    }
    printOut(this.#line())
  }

  #line(): string {
    return renderTotals({
      endings: this.#tests.map(endingOf),
      errors: this.#errors,
      isCutOff: this.#status === 'interrupted' || this.#status === 'timedout',
    })
  }
}

type Ending = 'passed' | 'failed' | 'skipped'

export type Totals = {
  readonly endings: readonly Ending[]
  /** Errors outside any test; each counts as failed. */
  readonly errors: number
  readonly isCutOff: boolean
}

/** `12 passed, 1 failed`, with `, 2 skipped` where some were. */
export function renderTotals({ endings, errors, isCutOff }: Totals): string {
  const count = (ending: Ending) =>
    endings.filter((one) => one === ending).length
  // A run that was cut off between tests has failed, even if no test has.
  const cutOff = isCutOff && count('failed') + errors === 0 ? 1 : 0
  const failed = count('failed') + errors + cutOff
  const skipped = count('skipped')
  const tail = skipped > 0 ? `, ${skipped} skipped` : ''
  return `${count('passed')} passed, ${failed} failed${tail}`
}

export type Skip = { readonly title: string; readonly reason: string }

const notReached = 'not reached: an earlier test failed, or the run was stopped'

/** Titles listed for one reason; a run that is cut off leaves hundreds. */
const titleLimit = 20

/** A block for each reason, with the tests that were skipped. */
export function skippedLines(skips: readonly Skip[]): readonly string[] {
  const reasons = groupBy(skips, ({ reason }) => reason)
  return [...reasons].flatMap(([reason, group]) => [
    `skipped (${group.length}): ${visible(reason)}`,
    ...capped(
      group.map(({ title }) => visible(title)),
      titleLimit,
    ),
  ])
}

function skipOf(test: TestCase): readonly Skip[] {
  if (endingOf(test) !== 'skipped') return []
  // A test that skips while it runs has the reason in its result only.
  const notes = [...test.annotations, ...(test.results[0]?.annotations ?? [])]
  const reason = notes.find(({ type }) => type === 'skip')?.description
  return [{ title: test.title, reason: reason ?? notReached }]
}

/** A test that failed first and passed later has passed; it is named
 * above the line. One that never ran is skipped. */
function endingOf(test: TestCase): Ending {
  switch (test.outcome()) {
    case 'expected':
    case 'flaky':
      return 'passed'
    case 'unexpected':
      return 'failed'
    case 'skipped':
      return 'skipped'
  }
}
