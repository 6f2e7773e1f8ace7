/** `seamwatch gate --target`: the scenarios of all parties against an API that
 * runs already. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { GateResult } from '../../../src/gate/gate.ts'
import { leftOut } from '../../../src/gate/parts.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import type { Sandbox } from '../../../src/sandbox/server.ts'
import { putStrangers, touched } from '../cleanup/strangers.ts'
import { seamwatch, start } from '../commands/seamwatch.ts'
import type { Started } from '../commands/seamwatch.ts'
import { publishedRelease } from '../drivers/sdk/releases.ts'

test.describe.configure({ timeout: 600_000 })

function gateArgs(): readonly string[] {
  const { folder } = publishedRelease('2.32.0')
  return ['gate', folder, '--baseline', folder]
}

/** All that uses the target. */
const only = 'wire'
const wireArgs = () => [...gateArgs(), '--only', only]

function readGate(reportsDir: string): GateResult {
  const file = join(reportsDir, 'gate', 'gate.json')
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** All that the cases need. */
function variablesOf({ seed }: Sandbox): Readonly<Record<string, string>> {
  return {
    SEAM_PERSONAL_ACCESS_TOKEN: seed.personalAccessToken,
    SEAM_WORKSPACE_ID: seed.workspaceId,
    SEAM_PUBLISHABLE_KEY: seed.publishableKey,
    SEAM_CONSOLE_SESSION_TOKEN: seed.consoleSessionToken,
    SEAMWATCH_CONNECT_WEBVIEW_ID: seed.connectWebviewId,
    SEAMWATCH_CONNECTED_ACCOUNT_ID: seed.connectedAccountId,
    SEAMWATCH_USER_IDENTITY_ID: seed.userIdentityId,
  }
}

test('all parties use the target, and delete what they created', async () => {
  const sandbox = await startSandbox()
  const strangers = await putStrangers(sandbox)
  const { exitCode, printed, reportsDir } = await seamwatch({
    args: wireArgs(),
    sandbox,
    env: variablesOf(sandbox),
  })
  expect(printed).toMatch(/scenarios against 127\.0\.0\.1:\d+ at http:/)
  expect(printed).toMatch(/^requests: about \d{3} \(/m)
  expect(exitCode).toBe(3)
  const result = readGate(reportsDir)
  // With the rest, it would be yes.
  expect(result.notJudged).toEqual(leftOut({ only }))
  expect(result.findings.filter(({ since }) => since === 'new')).toEqual([])
  expect(result.target).toMatch(/^127\.0\.0\.1:/)
  expect(result.judged.cases).toBeGreaterThan(10)
  expect(touched(sandbox, strangers)).toEqual([])
  expect(sandbox.state.size()).toBe(strangers.length)
  await sandbox.stop()
})

test('a case whose resources are not set is not judged, and named', async () => {
  const sandbox = await startSandbox()
  const files = [
    'access/created-with-access.yaml',
    'lifecycle/get-or-create.yaml',
  ]
  const { exitCode, printed, reportsDir } = await seamwatch({
    args: wireArgs(),
    sandbox,
    scenarios: Object.fromEntries(
      files.map((file) => [file, readFileSync(join('scenarios', file))]),
    ),
  })
  await sandbox.stop()
  expect(printed).toContain(
    'create gives the requested access: needs SEAMWATCH_CONNECT_WEBVIEW_ID and SEAMWATCH_CONNECTED_ACCOUNT_ID',
  )
  expect(printed).toContain('INCONCLUSIVE  @seamapi/http 2.32.0')
  expect(exitCode).toBe(3)
  const { judged, why } = readGate(reportsDir)
  expect(judged.calls).toBeGreaterThan(0)
  expect(why).toMatch(/^not judged: .*: needs SEAMWATCH_/)
})

test('a plan beyond the budget sends nothing', async () => {
  let requests = 0
  const sandbox = await startSandbox({
    faults: {
      reply: (reply) => {
        requests += 1
        return reply
      },
    },
  })
  const { exitCode, printed, reportsDir } = await seamwatch({
    args: [...gateArgs(), '--max-requests', '50'],
    sandbox,
  })
  await sandbox.stop()
  expect(printed).toMatch(
    /needs about \d+ requests, and --max-requests allows 50/,
  )
  expect(exitCode).toBe(2)
  expect(requests).toBe(0)
  expect(existsSync(join(reportsDir, 'gate'))).toBe(false)
})

test('a key of a real target is not passed on where it would be printed', async () => {
  const sandbox = await startSandbox()
  const { exitCode, printed } = await seamwatch({
    args: gateArgs(),
    sandbox,
    env: { NODE_DEBUG: 'http' },
  })
  await sandbox.stop()
  expect(printed).toContain('with a real target the keys would be printed')
  expect(exitCode).toBe(2)
})

test('a stopped gate deletes what it created, and writes no answer', async () => {
  let started: Started | undefined
  let isStopped = false
  const sandbox = await startSandbox({
    faults: {
      reply: (reply, { path }) => {
        if (!path.endsWith('/get') || isStopped || !started) return reply
        isStopped = true
        started.kill('SIGTERM')
        return reply
      },
    },
  })
  const strangers = putStrangers(sandbox)
  started = start({ args: wireArgs(), sandbox, env: variablesOf(sandbox) })
  const { exitCode, printed, reportsDir } = await started.ended
  expect(printed).toContain(
    'SIGTERM: stopping: deleting created sessions first.',
  )
  expect(printed).toContain('the gate was interrupted: nothing was written')
  expect(exitCode).toBe(2)
  expect(sandbox.state.size()).toBe(strangers.length)
  expect(touched(sandbox, strangers)).toEqual([])
  expect(readdirSync(reportsDir)).not.toContain('gate')
  await sandbox.stop()
})
