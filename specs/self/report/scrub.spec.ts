import { expect, test } from '@playwright/test'
import type { TestResult } from '@playwright/test/reporter'
import { createSecrets } from '../../../src/secrets/redact.ts'
import { scrubResult } from '../../../src/report/playwright/scrub.ts'

const secret = 'a-secret-of-no-shape'

test('secrets are redacted in errors of tests, at every depth', () => {
  const error = () => ({
    message: `Timeout, sent Bearer ${secret}`,
    stack: `Error: ${secret}\n    at x.ts:1:1`,
    snippet: `> 1 | "${secret}"`,
    cause: { value: secret },
  })
  // Only these parts of what reporters receive contain text of errors.
  const result = {
    errors: [error()],
    steps: [{ error: error(), steps: [{ error: error(), steps: [] }] }],
    stdout: [`said ${secret}`, Buffer.from(secret)],
    stderr: [],
  } as unknown as TestResult
  scrubResult(result, createSecrets([secret]).redact)
  const text = JSON.stringify(result)
  expect(text).not.toContain(secret)
  expect(text.match(/\[secret 1\]/g)).toHaveLength(14)
})
