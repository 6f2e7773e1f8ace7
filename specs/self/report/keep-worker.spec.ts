/** A case that fails does not end its worker, and has failed for every reader. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { countingWorkers } from './worker-count.ts'

test.describe.configure({ timeout: 120_000 })

const command = fileURLToPath(
  new URL('cli.js', import.meta.resolve('@playwright/test')),
)

/** Cases that Seam's fake cannot pass. */
function runFailing(
  reports: string,
  {
    more = [],
    env = {},
  }: {
    readonly more?: readonly string[]
    readonly env?: Readonly<Record<string, string>>
  },
) {
  const { PATH, HOME } = process.env
  const chosen = ['--project=fake-api', '--grep', 'a session is']
  const { stdout, status } = spawnSync(
    process.execPath,
    [command, 'test', ...chosen, '--workers=1', ...more],
    {
      encoding: 'utf8',
      env: {
        ...env,
        PATH,
        HOME,
        SEAMWATCH_TARGET: 'fake',
        SEAMWATCH_REPORTS: reports,
        // As a run that started this one would hand it over.
        SEAMWATCH_MARKS_TAKEN_BY: String(process.pid),
      },
    },
  )
  return { stdout, status }
}

test('all reporters say failed, and one worker has run all', ({}, info) => {
  const reports = info.outputPath('reports')
  const workers = countingWorkers()
  const { stdout, status } = runFailing(reports, { env: workers.env })
  expect(status).toBe(1)
  expect(stdout).toMatch(/^0 passed, 5 failed$/m)
  const junit = readFileSync(join(reports, 'junit.xml'), 'utf8')
  expect(junit).toContain('tests="5" failures="5"')
  const folder = join(reports, 'allure-results')
  const results = readdirSync(folder)
    .filter((name) => name.endsWith('-result.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  expect(results.map((it) => it.status)).toEqual(Array(5).fill('failed'))
  expect(workers.count()).toBe(1)
  const verdict = readFileSync(join(reports, 'verdict.json'), 'utf8')
  expect(JSON.parse(verdict)).toMatchObject({
    status: 'failed',
    counts: { cases: { failed: 5 } },
  })
})

test('with other reporters than ours it fails as any test does', ({}, info) => {
  const { stdout, status } = runFailing(info.outputPath('reports'), {
    // Each of them starts a worker.
    more: ['--reporter=list', '--grep', 'a session is found'],
  })
  expect(status).toBe(1)
  expect(stdout).toMatch(/^ {2}2 failed$/m)
})
