/** Result: how one case ended, in the form in which Playwright's reporters get
 * it. */
import { readFileSync } from 'node:fs'
import { codeFrameColumns } from '@babel/code-frame'
import type { Location, TestError, TestResult } from '@playwright/test/reporter'
import type { Evidence } from '../drivers/driver.ts'
import type { Envelope } from '../report/playwright/envelope.ts'
import { attachmentOf } from '../report/playwright/envelope.ts'

export type Ended =
  | {
      readonly kind: 'judged'
      readonly envelope: Envelope
      readonly error?: Error
    }
  /** It has no outcome. */
  | { readonly kind: 'lost'; readonly error: Error; readonly isLate?: boolean }
  | { readonly kind: 'stopped' }

/** Before the case starts. @param slot of those that run side by side. */
export function newResult(slot: number): TestResult {
  return {
    startTime: new Date(),
    duration: 0,
    status: 'skipped',
    retry: 0,
    workerIndex: slot,
    parallelIndex: slot,
    annotations: [],
    attachments: [],
    errors: [],
    steps: [],
    stdout: [],
    stderr: [],
  }
}

/** Changes the result in place, as every reporter has the same one. */
export function endResult(
  result: TestResult,
  {
    ended,
    evidence,
    durationMs,
  }: {
    readonly ended: Ended
    readonly evidence: readonly Evidence[]
    readonly durationMs: number
  },
): void {
  const error =
    ended.kind === 'stopped' || !ended.error
      ? undefined
      : testErrorOf(ended.error)
  const attached = evidence.map(({ name, contentType, body }) => ({
    name,
    contentType,
    body: Buffer.from(body),
  }))
  Object.assign(result, {
    status: statusOf(ended),
    duration: durationMs,
    errors: error ? [error] : [],
    ...(error && { error }),
    attachments: [
      ...attached,
      ...(ended.kind === 'judged' ? [attachmentOf(ended.envelope)] : []),
    ],
  } satisfies Partial<TestResult>)
}

function statusOf(ended: Ended): TestResult['status'] {
  switch (ended.kind) {
    case 'stopped':
      return 'interrupted'
    case 'lost':
      return ended.isLate ? 'timedOut' : 'failed'
    case 'judged':
      if (ended.error) return 'failed'
      return ended.envelope.outcome.status === 'not-judged'
        ? 'skipped'
        : 'passed'
    default:
      return ended satisfies never
  }
}

function testErrorOf(error: Error): TestError {
  const { name, message, stack = '' } = error
  const location = locationIn(stack)
  const snippet = location && snippetAt(location)
  return {
    message: `${name}: ${message}`,
    stack,
    ...(location && { location }),
    ...(snippet !== undefined && { snippet }),
  }
}

/** The place in the scenario, which the stack names alone. */
function locationIn(stack: string): Location | undefined {
  const [, file, line, column] =
    /\n {4}at (\/.*):(\d+):(\d+)$/.exec(stack) ?? []
  if (file === undefined) return undefined
  return { file, line: Number(line), column: Number(column) }
}

function snippetAt({ file, line, column }: Location): string | undefined {
  try {
    return codeFrameColumns(readFileSync(file, 'utf8'), {
      start: { line, column },
    })
  } catch {
    return undefined // a case in code, or a file that has gone
  }
}
