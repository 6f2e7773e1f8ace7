/** Later versions of Node run the suite as the one here does. */
import { spawnSync } from 'node:child_process'
import { expect, test } from '@playwright/test'
import { cachedIn } from './node-versions.ts'
import { seamwatch } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000 })

for (const version of [22, 24]) {
  test(`Node ${version} runs scenarios and passes`, async () => {
    const node = cachedIn(version)
    test.skip(node === undefined, `npm has no Node ${version} for this machine`)
    if (node === undefined) return
    const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' })
    expect(stdout).toMatch(new RegExp(`^v${version}\\.`))
    const { exitCode, printed } = await seamwatch({
      node,
      args: ['run', '--scenarios', 'scenarios/monitor'],
    })
    expect(exitCode, printed).toBe(0)
    expect(printed).toContain('verdict: passed')
  })
}
