import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { readVerdict } from '../commands/left.ts'
import { seamwatch } from '../commands/seamwatch.ts'
import { made, scenarioOf } from '../run/steps.ts'

test.describe.configure({ timeout: 300_000 })

for (const [what, withAllure, code, block] of [
  ['JUnit', false, 'EISDIR', (at: string) => mkdirSync(join(at, 'junit.xml'))],
  [
    'the Allure results',
    true,
    'EEXIST',
    (at: string) => writeFileSync(join(at, 'allure-results'), ''),
  ],
] as const) {
  test(`a run that cannot write ${what} has not passed, and its verdict says why`, async ({}, info) => {
    let isBlocked = false
    const sandbox = await startSandbox({
      faults: {
        raw: () => {
          // While the run is under way.
          if (!isBlocked) block(info.outputPath('reports'))
          isBlocked = true
          return undefined
        },
      },
    })
    const left = await seamwatch({
      withAllure,
      args: ['run'],
      sandbox,
      scenarios: { 'a.yaml': scenarioOf('one', made) },
    })
    await sandbox.stop()
    expect(left.exitCode, left.printed).toBe(2)
    expect(left.printed).not.toContain('verdict: passed')
    const { status, exitCode, suiteErrors } = await readVerdict(left)
    expect([status, exitCode]).toEqual(['inconclusive', 2])
    expect(JSON.stringify(suiteErrors)).toContain(code)
    expect(sandbox.state.size()).toBe(0)
  })
}
