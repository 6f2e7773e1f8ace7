import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { folderWith } from '../folder.ts'
import { seamwatch } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000 })

/** Unset: then reports go below the working directory. */
const env = { SEAMWATCH_REPORTS: '' }

test('a run in an empty folder passes and writes its reports there', async () => {
  const cwd = folderWith({}, 'elsewhere')
  const run = await seamwatch({
    withAllure: true,
    cwd,
    env,
    args: ['run', '--grep', 'heartbeat'],
  })
  expect(run.exitCode, run.printed).toBe(0)
  expect(run.printed).toContain(' reports/allure-report/index.html')
  for (const file of [
    'allure-report/index.html',
    'exchanges.ndjson',
    'junit.xml',
    'summary.html',
    'verdict.json',
  ]) {
    const { mode } = statSync(join(cwd, 'reports', file))
    expect(mode & 0o077, `${file} is open to its owner only`).toBe(0)
  }
  expect(existsSync(join(cwd, 'reports', 'handover'))).toBe(false)
  const report = await seamwatch({ cwd, env, args: ['report'] })
  expect(report.exitCode, report.printed).toBe(0)
  const audit = await seamwatch({ cwd, env, args: ['audit'] })
  expect(audit.exitCode, audit.printed).toBe(0)
})

test('check in an empty folder checks the scenarios of the package', async () => {
  const cwd = folderWith({}, 'elsewhere')
  const { exitCode, printed } = await seamwatch({ cwd, env, args: ['check'] })
  expect(exitCode, printed).toBe(0)
  expect(printed).toMatch(/^\d+ scenarios, .* no problem against @seamapi/)
})

const unknownOperation = `scenario: a search
owner: self
steps:
  - id: list
    call: /client_sessions/lst
`

for (const { what, cwd, scenarios, shown } of [
  {
    what: 'below the working directory',
    cwd: 'elsewhere',
    scenarios: './mine',
    shown: 'mine/a.yaml:5:11: ',
  },
  {
    what: 'in the working directory itself',
    cwd: 'elsewhere/mine',
    scenarios: '../../elsewhere/mine/',
    shown: './a.yaml:5:11: ',
  },
  {
    what: 'above the working directory',
    cwd: 'elsewhere/deep/deeper',
    scenarios: '../../mine',
    shown: '../../mine/a.yaml:5:11: ',
  },
]) {
  test(`scenarios ${what} are found, and named as a person finds them`, async () => {
    const folder = folderWith({
      'elsewhere/mine/a.yaml': unknownOperation,
      'elsewhere/deep/deeper/none.txt': '',
    })
    const { exitCode, printed } = await seamwatch({
      cwd: join(folder, cwd),
      env,
      args: ['check', '--scenarios', scenarios],
    })
    expect(exitCode, printed).toBe(2)
    expect(printed.startsWith(shown), printed).toBe(true)
    expect(printed).toContain('did you mean "/client_sessions/list"')
  })
}
