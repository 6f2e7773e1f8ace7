/** A case that fails does not end its worker, and has failed for every reader. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { folderWith } from '../folder.ts'
import { scenarioOf } from '../run/steps.ts'
import { countingWorkers } from './worker-count.ts'

test.describe.configure({ timeout: 120_000 })

const command = fileURLToPath(
  new URL('cli.js', import.meta.resolve('@playwright/test')),
)

/** Two cases that no API passes. */
const scenarios = Object.fromEntries(
  ['one', 'two'].map((name) => [
    `${name}.yaml`,
    scenarioOf(
      name,
      `  - id: get
    call: /client_sessions/get
    body: { client_session_id: 00000000-0000-4000-8000-000000000000 }
`,
    ),
  ]),
)

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
  const chosen = ['--project=sandbox-api']
  const { stdout, status } = spawnSync(
    process.execPath,
    [command, 'test', ...chosen, '--workers=1', ...more],
    {
      encoding: 'utf8',
      env: {
        ...env,
        PATH,
        HOME,
        SEAMWATCH_SCENARIOS: folderWith(scenarios),
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
  expect(stdout).toMatch(/^0 passed, 2 failed$/m)
  const junit = readFileSync(join(reports, 'junit.xml'), 'utf8')
  expect(junit).toContain('tests="2" failures="2"')
  const folder = join(reports, 'allure-results')
  const results = readdirSync(folder)
    .filter((name) => name.endsWith('-result.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  expect(results.map((it) => it.status)).toEqual(Array(2).fill('failed'))
  expect(workers.count()).toBe(1)
  const verdict = readFileSync(join(reports, 'verdict.json'), 'utf8')
  expect(JSON.parse(verdict)).toMatchObject({
    status: 'failed',
    counts: { cases: { failed: 2 } },
  })
})

test('with other reporters than ours it fails as any test does', ({}, info) => {
  const { stdout, status } = runFailing(info.outputPath('reports'), {
    // Each of them starts a worker.
    more: ['--reporter=list'],
  })
  expect(status).toBe(1)
  expect(stdout).toMatch(/^ {2}2 failed$/m)
})
