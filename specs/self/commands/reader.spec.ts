import { resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { made, scenarioOf } from '../run/steps.ts'
import { readVerdict } from './left.ts'
import { start } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000 })

const scenarios = { 'a.yaml': scenarioOf('one', made) }
const command = [process.execPath, resolve('src/seamwatch.js')]

for (const redirection of ['>&-', '2>&-', '>&- 2>&-', '>/dev/full 2>&1']) {
  test(`a run with ${redirection} ends with its verdict`, async () => {
    const sandbox = await startSandbox()
    const left = await start({
      node: 'sh',
      program: ['-c', `exec "$0" "$@" ${redirection}`, ...command],
      args: ['run'],
      sandbox,
      scenarios,
    }).ended
    await sandbox.stop()
    expect(left.exitCode).toBe(0)
    expect(await readVerdict(left)).toMatchObject({
      status: 'passed',
      exitCode: 0,
    })
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
