import { expect, test } from '@playwright/test'
import { made, scenarioOf } from '../run/steps.ts'
import { readVerdict } from './left.ts'
import { start } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000 })

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
