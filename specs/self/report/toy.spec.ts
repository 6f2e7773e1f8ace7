import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { closeRun } from '../../../src/commands/closing.ts'
import { readVerdict } from '../../../src/report/read-verdict.ts'
import { removeStale, removeViews } from '../../../src/report/remove.ts'
import { reportFiles, writeReports } from '../../../src/report/write.ts'
import type { ReportFile } from '../../../src/report/write.ts'
import { judge } from '../../../src/verdict/verdict.ts'
import { folderWith } from '../folder.ts'
import { facts, outcome, step } from './fixture/outcomes.ts'
import { toyReport } from './toy-report.ts'

const files = [...reportFiles, toyReport] // the one line

const judged = {
  isStatusJudged: true,
  isContentTypeJudged: true,
  body: 'judged',
  statusKey: '200',
  properties: [],
} as const
const passed = judge([outcome('x', { steps: [step({ judged })] })], { facts })

const canary = 'a-canary-of-no-shape-0123456789'
const env = { SEAM_API_KEY: canary }

/** The end of a run with one more file in its list. */
async function close(toy: ReportFile) {
  const reportsDir = folderWith({}, 'reports')
  const folder = { reportsDir, files: [...reportFiles, toy] }
  writeReports(passed, folder)
  const exitCode = await closeRun({ ...folder, env })
  return { exitCode, reportsDir, toyFile: join(reportsDir, toy.name) }
}

test('a toy report is written beside the others', async () => {
  const { exitCode, toyFile } = await close(toyReport)
  expect(exitCode).toBe(0)
  expect(readFileSync(toyFile, 'utf8')).toBe('passed\n')
})

test('a secret in a toy report is found; the file is removed, and the run does not pass', async () => {
  const { exitCode, reportsDir, toyFile } = await close({
    ...toyReport,
    render: () => `the key is ${canary}`,
  })
  expect(exitCode).toBe(2)
  expect(existsSync(toyFile)).toBe(false)
  expect(readVerdict(reportsDir)).toMatchObject({
    status: 'inconclusive',
    suiteErrors: [
      {
        what: 'toy.txt',
        message: expect.stringContaining('value of SEAM_API_KEY at byte 11'),
      },
    ],
  })
})

test('the next run removes a toy report of the last one', () => {
  const reportsDir = folderWith({
    'toy.txt': 'failed',
    'verdict.json': '{}',
    'ledger/a.jsonl': '',
    'history/sandbox.json': '',
    'notes-of-mine.txt': '',
  })
  const left = () =>
    ['toy.txt', 'verdict.json', 'ledger', 'history', 'notes-of-mine.txt'].map(
      (name) => existsSync(join(reportsDir, name)),
    )
  removeStale({ reportsDir, files })
  expect(left()).toEqual([false, false, true, true, true])
  writeReports(passed, { reportsDir, files })
  removeViews({ reportsDir, files })
  expect(left()).toEqual([false, false, true, true, true])
})

test('a damaged verdict is an error that names the file', () => {
  for (const text of ['{"status":', '[]', '{"status":"passed"}']) {
    const reportsDir = folderWith({ 'verdict.json': text })
    expect(() => readVerdict(reportsDir)).toThrow('is damaged')
  }
})

test('reports/README.md lists each file of a run, and only these', () => {
  const text = readFileSync('reports/README.md', 'utf8')
  const rows = [...text.matchAll(/^\| `([^`]+)` +\| (.+?) +\| (.+?) +\|$/gm)]
  expect(rows.map(([, name, what, stays]) => ({ name, what, stays }))).toEqual(
    reportFiles.map(({ name, what, stays }) => ({ name, what, stays })),
  )
})
