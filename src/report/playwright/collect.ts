/** Gathers the outcomes of a run in the main process, test by test. */
import type {
  FullResult,
  TestCase,
  TestResult,
} from '@playwright/test/reporter'

import type { Outcome } from '../../model/outcome.ts'
import { attemptThatCounts } from '../../verdict/attempts.ts'
import { interruption } from '../../verdict/status.ts'
import type { Ending } from '../terminal/progress.ts'
import { caseOf, outcomeOf } from './envelope.ts'
import { errorLine } from './test-error.ts'
import type { NotJudged, SuiteError } from '../../model/verdict.ts'
import { visible } from '../../secrets/visible.ts'

export type Gathered = {
  readonly outcomes: readonly Outcome[]
  readonly suiteErrors: readonly SuiteError[]
  /** Cases that Playwright did not start, or skipped. */
  readonly notRun: readonly NotJudged[]
  readonly retried: readonly string[]
}

/** An error of the suite is a test without an outcome, or one whose outcome
 * does not explain how the test ended. Neither counts as passed. */
export function gather(
  tests: readonly TestCase[],
  status: FullResult['status'],
): Gathered {
  const outcomes: Outcome[] = []
  const suiteErrors: SuiteError[] = []
  const notRun: NotJudged[] = []
  const retried: string[] = []
  for (const test of tests) {
    const settled = settle(test)
    if (settled) outcomes.push(settled)
    else if (caseOf(test) && isSkipped(test)) {
      notRun.push({ case: test.title, reason: skipReason(test) })
    }
    const isRetried = test.results.length > 1
    if (settled && (isRetried || wasRetried(settled))) {
      retried.push(settled.caseId)
    }
    const message = unexplained(test, settled)
    if (message !== undefined) {
      suiteErrors.push({ what: visible(test.title), message })
    }
  }
  if (status === 'interrupted') suiteErrors.push(interruption)
  if (status === 'timedout')
    suiteErrors.push({ what: 'the run', message: 'it ran out of time' })
  return { outcomes, suiteErrors, notRun, retried }
}

/** A request was retried: after a 429, or because there was no response. */
function wasRetried({ steps }: Outcome): boolean {
  return steps.some(({ exchange }) => (exchange?.retries ?? []).length > 0)
}

function settle(test: TestCase): Outcome | undefined {
  const [first, ...rest] = test.results.flatMap((result) => {
    const envelope = outcomeOf(result)
    return envelope ? [envelope.outcome] : []
  })
  return first && attemptThatCounts([first, ...rest])
}

function unexplained(
  test: TestCase,
  outcome: Outcome | undefined,
): string | undefined {
  const last = test.results.at(-1)
  if (!outcome) {
    if (isSkipped(test)) return undefined
    if (!caseOf(test)) {
      return test.ok() ? undefined : howItEnded(last)
    }
    return `it ended without a result: ${last ? howItEnded(last) : 'it did not run'}`
  }
  const isCutOff = last?.status === 'timedOut' || last?.status === 'interrupted'
  const isRed = outcome.status === 'failed' || outcome.status === 'inconclusive'
  return isCutOff || (!isRed && !test.ok())
    ? `it failed after it was judged: ${howItEnded(last)}`
    : undefined
}

function howItEnded(result: TestResult | undefined): string {
  return result?.error
    ? errorLine(result.error)
    : (result?.status ?? 'it did not run')
}

function isSkipped({ results }: TestCase): boolean {
  return results.every(({ status }) => status === 'skipped')
}

function skipReason({ annotations }: TestCase): string {
  const skip = annotations.find(({ type }) => /^(?:skip|fixme)$/.test(type))
  return visible(skip?.description ?? 'the run ended before this case started')
}

/** Of a test without an outcome. */
export function endingOf(test: TestCase, result: TestResult): Ending {
  if (result.status === 'skipped') return 'not-judged'
  if (caseOf(test)) return 'lost'
  return result.status === test.expectedStatus ? 'passed' : 'failed'
}
