import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { TestInfo } from '@playwright/test'
import { seamwatch, whereIs } from './seamwatch.ts'
import type { Left } from './seamwatch.ts'

test.describe.configure({ timeout: 120_000 })

const key = 'a-key-of-no-shape-0123456789'

/** Results of a run as they lie on the disk, with `text` attached, rendered. */
function report(info: TestInfo, text: string): Promise<Left> {
  const folder = join(info.outputPath('reports'), 'allure-results')
  mkdirSync(folder, { recursive: true })
  const source = 'a-attachment.txt'
  const result = {
    uuid: 'a',
    name: 'a session is read',
    status: 'passed',
    start: 1,
    stop: 2,
    attachments: [{ name: 'exchange', source, type: 'text/plain' }],
  }
  writeFileSync(join(folder, 'a-result.json'), JSON.stringify(result))
  writeFileSync(join(folder, source), text)
  return seamwatch(info, { args: ['report'], env: { SEAM_API_KEY: key } })
}

test('"seamwatch report" renders what holds no secret', async ({}, info) => {
  const { exitCode, printed } = await report(info, 'nothing')
  expect(printed).toContain('allure-report/index.html')
  expect(exitCode).toBe(0)
})

test('"seamwatch report" removes what holds a secret, and ends with 2', async ({}, info) => {
  const left = await report(info, `authorization: Bearer ${key}`)
  expect(left.printed).toContain(
    'allure-results/a-attachment.txt: value of SEAM_API_KEY at byte 22',
  )
  expect(left.exitCode).toBe(2)
  expect(await whereIs(key, left)).toEqual([])
})

test('"seamwatch report" says so where there is nothing to render', async ({}, info) => {
  const { exitCode, printed } = await seamwatch(info, { args: ['report'] })
  expect(printed).toContain('holds no results of a run')
  expect(exitCode).toBe(2)
})
