import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { made, scenarioOf } from '../run/steps.ts'
import { readVerdict } from './left.ts'
import { scenariosIn, start } from './seamwatch.ts'

const command = [resolve('src/seamwatch.js'), 'run']

test.describe.configure({ timeout: 600_000 })

for (const redirection of ['>&-', '2>&-', '>&- 2>&-', '>/dev/full 2>&1']) {
  test(`a run with ${redirection} ends with its verdict`, async () => {
    const scenarios = scenariosIn({ 'a.yaml': scenarioOf('one', made) })
    const reports = test.info().outputPath('reports')
    const { status } = spawnSync(
      'sh',
      ['-c', `exec "$0" "$@" ${redirection}`, process.execPath, ...command],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env.PATH,
          SEAMWATCH_SCENARIOS: scenarios,
          SEAMWATCH_REPORTS: reports,
        },
      },
    )
    expect(status).toBe(0)
    const text = readFileSync(join(reports, 'verdict.json'), 'utf8')
    expect(JSON.parse(text)).toMatchObject({ status: 'passed', exitCode: 0 })
  })
}

test('a run ends with its verdict after the reader of its output has gone', async () => {
  const { stopReading, ended } = start({
    args: ['run', '--tag', 'x'],
    scenarios: { 'a.yaml': `tags: [x]\n${scenarioOf('one', made)}` },
  })
  stopReading()
  const left = await ended
  expect([left.exitCode, left.signal]).toEqual([0, null])
  expect(await readVerdict(left)).toMatchObject({
    status: 'passed',
    counts: { cases: { total: 1, passed: 1 } },
  })
})
