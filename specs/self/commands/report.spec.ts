import { expect, test } from '@playwright/test'
import { folderWith } from '../folder.ts'
import { whereIs } from './left.ts'
import type { Left } from './left.ts'
import { seamwatch } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000 })

const id = '00000000-0000-4000-8000-000000000000'
const key = 'a-key-of-no-shape-0123456789'

/** Renders the results of a run with `text` attached. */
function report(text: string): Promise<Left> {
  const source = `${id}-attachment.txt`
  const result = {
    uuid: 'a',
    name: 'a session is read',
    status: 'passed',
    labels: [{ name: 'package', value: 'seamwatch.contract.spec.ts' }],
    start: 1,
    stop: 2,
    attachments: [{ name: 'exchange', source, type: 'text/plain' }],
  }
  const results = {
    [`allure-results/${id}-result.json`]: JSON.stringify(result),
    [`allure-results/${source}`]: text,
    '.seamwatch': 'a run has written this folder',
  }
  folderWith(results, 'reports')
  return seamwatch({ args: ['report'], env: { SEAM_API_KEY: key } })
}

test('"seamwatch report" renders results without a secret', async () => {
  const { exitCode, printed } = await report('nothing')
  expect(printed).toContain('allure-report/index.html')
  expect(exitCode).toBe(0)
})

test('"seamwatch report" removes files with a secret, and ends with 2', async () => {
  const left = await report(`authorization: Bearer ${key}`)
  expect(left.printed).toContain(
    `allure-results/${id}-attachment.txt: value of SEAM_API_KEY at byte 22`,
  )
  expect(left.exitCode).toBe(2)
  expect(await whereIs([key], left)).toEqual([])
})

test('"seamwatch report" without results ends with 2', async () => {
  const { exitCode, printed } = await seamwatch({ args: ['report'] })
  expect(printed).toContain('expected the reports of a run')
  expect(exitCode).toBe(2)
})
