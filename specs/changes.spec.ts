/** One test for each change of a contract: `seamwatch review --allure`. */
import { readFileSync } from 'node:fs'
import { test } from '@playwright/test'
import { readHandover } from '../src/config/handover.ts'
import { changeTests } from '../src/report/allure/changes.ts'
import type { ReviewRecord } from '../src/report/review-record.ts'

const { reviewFile } = readHandover(process.env) ?? {}
const items = reviewFile === undefined ? [] : changeTests(recordIn(reviewFile))

for (const [index, item] of items.entries()) {
  const { details, steps, attachments, failure } = item
  test(`change ${index + 1}`, details, async ({}, info) => {
    for (const step of steps) await test.step(step, async () => {})
    for (const { name, body } of attachments)
      await info.attach(name, { body, contentType: 'text/plain' })
    if (failure !== undefined) throw new Error(failure)
  })
}

function recordIn(file: string): ReviewRecord {
  return JSON.parse(readFileSync(file, 'utf8')) as ReviewRecord // by the command
}
