/** The errors of a test as plain text for the terminal. */
import type { TestError, TestResult } from '@playwright/test/reporter'

import { visible, visibleLines } from '../../secrets/visible.ts'

/** Lines of one error shown in the terminal. */
const lineLimit = 60

/** The error as one line, without colours and call log. */
export function errorLine(error: TestError | undefined): string {
  const text = error?.message ?? error?.value ?? 'it gave no reason'
  const [first = ''] = withoutColour(text).split('\n')
  return visible(first, 400)
}

/** Every error with the lines of source around it. */
export function errorLines({ errors }: TestResult): readonly string[] {
  return errors.flatMap(({ message, value, snippet, location }) => {
    const text = [message ?? value ?? 'it gave no reason', snippet ?? '']
    const where = location ? [`at ${location.file}:${location.line}`] : []
    const lines = visibleLines(withoutColour(text.join('\n'))).split('\n')
    return [...lines.slice(0, lineLimit), ...where]
  })
}

/** Playwright colours its messages. */
export function withoutColour(text: string): string {
  // oxlint-disable-next-line no-control-regex -- colours begin with it
  return text.replace(/\u001b\[[\d;]*m/g, '')
}
