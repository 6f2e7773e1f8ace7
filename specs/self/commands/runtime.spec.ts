import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Call } from '../../../src/sandbox/calls.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { selfSigned } from '../certificate.ts'
import { notingCalls } from '../noting.ts'
import { scenarioOf } from '../run/steps.ts'
import { whereIs } from './left.ts'
import { seamwatch } from './seamwatch.ts'

test.describe.configure({ timeout: 120_000 })

const scenarios = {
  'a.yaml': scenarioOf(
    'a search',
    '  - { id: list, call: /client_sessions/list, body: {} }\n',
  ),
}

test('an environment that switches the check of certificates off ends with exit code 2, and nothing is sent', async () => {
  const calls: Call[] = []
  const sandbox = await startSandbox({
    tls: await selfSigned(),
    faults: notingCalls(calls),
  })
  for (const [env, words] of [
    [{ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'NODE_TLS_REJECT_UNAUTHORIZED=0'],
    [{ NODE_OPTIONS: '--tls-min-v1.0' }, 'Node runs with --tls-min-v1.0'],
  ] as const) {
    for (const args of [['run'], ['sweep', '--dry-run']]) {
      const left = await seamwatch({ args, sandbox, scenarios, env })
      expect(left.exitCode, left.printed).toBe(2)
      expect(left.printed).toContain(words)
    }
  }
  await sandbox.stop()
  expect(calls).toEqual([])
})

test('DEBUG and NODE_DEBUG print no key of a run, and a sweep with them is refused', async () => {
  const sandbox = await startSandbox()
  const env = { DEBUG: 'pw:*', NODE_DEBUG: 'http,net,tls' }
  const { apiKey } = sandbox.seed
  const left = await seamwatch({ args: ['run'], sandbox, scenarios, env })
  expect(left.exitCode, left.printed).toBe(0)
  expect(left.printed).toContain('DEBUG, NODE_DEBUG are not passed on')
  expect(await whereIs([apiKey], left)).toEqual([])
  const swept = await seamwatch({ args: ['sweep'], sandbox, env })
  expect(swept.exitCode).toBe(2)
  expect(swept.printed).toContain('DEBUG, NODE_DEBUG are set')
  expect(swept.printed).not.toContain(apiKey)
  await sandbox.stop()
})

test('a trace of a real target is refused before anything is sent', async () => {
  const calls: Call[] = []
  const sandbox = await startSandbox({ faults: notingCalls(calls) })
  const main = createRequire(import.meta.url).resolve('@playwright/test')
  const left = await seamwatch({
    program: [join(main, '..', 'cli.js'), 'test', '--trace', 'on'],
    sandbox,
    scenarios,
  })
  await sandbox.stop()
  expect(left.exitCode).toBe(1)
  expect(left.printed).toContain("Playwright's trace is on")
  expect(calls).toEqual([])
  expect(await whereIs([sandbox.seed.apiKey], left)).toEqual([])
})
