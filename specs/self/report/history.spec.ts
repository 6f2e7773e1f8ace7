import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { expect, test } from '@playwright/test'

import {
  fileNameOf,
  historyFile,
  openHistory,
  readHistory,
  writeHistory,
} from '../../../src/report/history.ts'
import type { PastRun } from '../../../src/model/history.ts'

const run = (runId: string): PastRun => ({
  runId,
  startedAt: '2030-01-02T03:04:05.000Z',
  status: 'passed',
  findings: [],
})

let directory: string
test.beforeEach(({}, info) => {
  directory = info.outputPath()
})

test('a history that was written is read unchanged', async () => {
  const file = join(directory, 'deep', 'sandbox.json')
  writeHistory(file, [run('a'), run('b')])
  expect(await readHistory(file)).toEqual({ runs: [run('a'), run('b')] })
})

test('no file is an empty history without a complaint', async () => {
  expect(await readHistory(join(directory, 'none.json'))).toEqual({ runs: [] })
})

for (const text of ['{"runs": [', '[]', '{"schemaVersion":1,"runs":[7]}']) {
  test(`a damaged file is reported, kept aside, and does not stop the run: ${text}`, async () => {
    const of = { target: 'sandbox', driver: 'api' }
    const file = historyFile(directory, of)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
    const history = await openHistory(directory, of)
    expect(history.runs).toEqual([])
    const [, kept = ''] =
      / It is kept as (.*)\.$/.exec(history.damage ?? '') ?? []
    history.add(run('a'))
    expect(await readFile(kept, 'utf8')).toBe(text)
    expect(await readHistory(file)).toEqual({ runs: [run('a')] })
  })
}

test('only the last hundred runs are kept', async () => {
  const file = join(directory, 'many.json')
  const many = Array.from({ length: 130 }, (_, index) => run(String(index)))
  writeHistory(file, many)
  const { runs } = await readHistory(file)
  expect(runs).toHaveLength(100)
  expect(runs.at(-1)?.runId).toBe('129')
  expect(await readFile(file, 'utf8')).toMatch(/\n$/)
})

test('the file name of a target stays in the folder of the history', () => {
  expect(fileNameOf('127.0.0.1:4501')).toBe('127.0.0.1_4501')
  expect(fileNameOf('../../etc')).not.toContain('/')
})
