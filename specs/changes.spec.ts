/** One test for each change of a contract, for `seamwatch review --allure`; one
 * for each cause, for `seamwatch gate --allure`. */
import { readFileSync } from 'node:fs'
import { test } from '@playwright/test'
import { readHandover } from '../src/config/handover.ts'
import type { GateResult } from '../src/gate/gate.ts'
import { changeTests } from '../src/report/allure/changes.ts'
import { gateChangeTests } from '../src/report/allure/gate-tests.ts'
import { markFailing } from '../src/report/playwright/keep-worker.ts'
import type { ReviewRecord } from '../src/report/review-record.ts'

const { reviewFile, gateFile } = readHandover(process.env) ?? {}
const items = [
  ...(reviewFile === undefined ? [] : changeTests(recordIn(reviewFile))),
  ...(gateFile === undefined ? [] : gateChangeTests(resultIn(gateFile))),
]

for (const [index, item] of items.entries()) {
  const { details, steps, attachments, failure, skipped } = item
  test(`change ${index + 1}`, details, async ({}, info) => {
    test.skip(skipped !== undefined, skipped)
    for (const step of steps) await test.step(step, async () => {})
    for (const { name, body } of attachments)
      await info.attach(name, { body, contentType: 'text/plain' })
    if (failure === undefined) return
    markFailing(info)
    throw new Error(failure)
  })
}

function recordIn(file: string): ReviewRecord {
  return JSON.parse(readFileSync(file, 'utf8')) as ReviewRecord // by the command
}

function resultIn(file: string): GateResult {
  return JSON.parse(readFileSync(file, 'utf8')) as GateResult // by the command
}
