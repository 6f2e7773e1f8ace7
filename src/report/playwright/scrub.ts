/** Redacts the errors of tests before any reporter shows them. */
import type { TestError, TestResult, TestStep } from '@playwright/test/reporter'

/** Changes the record in place: Playwright gives the same record to every reporter
 * in turn, and this one comes first. */
export function scrubResult(
  result: TestResult,
  redact: (text: string) => string,
): void {
  for (const error of result.errors) scrubError(error, redact)
  for (const step of result.steps) scrubStep(step, redact)
  for (const stream of [result.stdout, result.stderr]) {
    for (const [index, chunk] of stream.entries()) {
      stream[index] = redact(chunk.toString())
    }
  }
}

export function scrubError(
  error: TestError,
  redact: (text: string) => string,
): void {
  for (const key of ['message', 'stack', 'value', 'snippet'] as const) {
    const text = error[key]
    if (text !== undefined) error[key] = redact(text)
  }
  if (error.cause) scrubError(error.cause, redact)
}

function scrubStep(step: TestStep, redact: (text: string) => string): void {
  if (step.error) scrubError(step.error, redact)
  for (const inner of step.steps) scrubStep(inner, redact)
}
