import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Call } from '../../../src/sandbox/calls.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { selfSigned } from '../certificate.ts'
import { folderWith } from '../folder.ts'
import { notingCalls } from '../noting.ts'
import { scenarioOf } from '../run/steps.ts'
import { whereIs } from './left.ts'
import { seamwatch } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000 })

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
  const run = ['run']
  const sweep = ['sweep', '--dry-run']
  for (const [env, words, commands] of [
    [
      { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      'NODE_TLS_REJECT_UNAUTHORIZED=0',
      [run, sweep],
    ],
    [
      { NODE_OPTIONS: '--tls-min-v1.0' },
      'Node runs with --tls-min-v1.0',
      [sweep],
    ],
    [
      { NODE_OPTIONS: '--no-warnings "--tls_min_v1.1"' },
      'Node runs with --tls_min_v1.1',
      [run],
    ],
    [
      { NODE_OPTIONS: '--tls-keylog=keys.log' },
      'Node runs with --tls-keylog',
      [sweep],
    ],
  ] as const) {
    for (const args of commands) {
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
  expect(left.exitCode).toBe(2)
  expect(left.printed).toContain("Playwright's trace is on")
  expect(calls).toEqual([])
  expect(await whereIs([sandbox.seed.apiKey], left)).toEqual([])
})

test('a trace that is kept retain-on-failure is refused, too', async () => {
  const calls: Call[] = []
  const sandbox = await startSandbox({ faults: notingCalls(calls) })
  const main = createRequire(import.meta.url).resolve('@playwright/test')
  const left = await seamwatch({
    program: [
      join(main, '..', 'cli.js'),
      'test',
      '--trace',
      'retain-on-failure',
    ],
    sandbox,
    scenarios,
  })
  await sandbox.stop()
  expect(left.exitCode).toBe(2)
  expect(left.printed).toContain("Playwright's trace is on")
  expect(calls).toEqual([])
})

test('a file of settings for OpenSSL or Node does not switch the check of certificates off', async () => {
  const calls: Call[] = []
  const sandbox = await startSandbox({
    tls: await selfSigned(),
    faults: notingCalls(calls),
  })
  const folder = folderWith({
    'openssl.cnf':
      'nodejs_conf = a\n[a]\nssl_conf = b\n[b]\nsystem_default = c\n[c]\nVerifyMode = None\nMinProtocol = TLSv1\nCipherString = ALL:@SECLEVEL=0\n',
    '.env': 'NODE_TLS_REJECT_UNAUTHORIZED=0\n',
  })
  const program = [resolve('src/seamwatch.js')]
  for (const { env = {}, flags = [] } of [
    { env: { OPENSSL_CONF: join(folder, 'openssl.cnf') } },
    { flags: [`--openssl-config=${join(folder, 'openssl.cnf')}`] },
    { flags: [`--env-file=${join(folder, '.env')}`] },
  ]) {
    const left = await seamwatch({
      program: [...flags, ...program],
      args: ['sweep', '--dry-run'],
      sandbox,
      env,
    })
    expect(left.exitCode, left.printed).toBeGreaterThan(1)
  }
  await sandbox.stop()
  expect(calls).toEqual([])
})

test('no way to set DEBUG or NODE_DEBUG prints a key', async () => {
  const calls: Call[] = []
  const sandbox = await startSandbox({ faults: notingCalls(calls) })
  const { apiKey } = sandbox.seed
  const main = createRequire(import.meta.url).resolve('@playwright/test')
  const playwright = [join(main, '..', 'cli.js'), 'test']
  const file = join(
    folderWith({ '.env': 'NODE_DEBUG=http,undici\nDEBUG=*\n' }),
    '.env',
  )
  const command = [`--env-file=${file}`, resolve('src/seamwatch.js')]
  for (const asked of [
    { program: playwright, env: { DEBUG: 'pw:api' } },
    { program: playwright, env: { NODE_DEBUG: 'http' } },
    { program: command, args: ['sweep'] },
    { args: ['sweep'], env: { DEBUG_FILE: 'log.txt', DEBUG: '*,-x' } },
  ]) {
    const left = await seamwatch({ ...asked, sandbox, scenarios })
    expect(left.exitCode, left.printed).toBeGreaterThan(0)
    expect(left.printed).not.toContain(apiKey)
    expect(left.printed).toMatch(/DEBUG.* (?:is|are) set/)
  }
  expect(calls).toEqual([])
  const run = await seamwatch({
    program: command,
    args: ['run'],
    sandbox,
    scenarios,
  })
  await sandbox.stop()
  expect(run.exitCode, run.printed).toBe(0)
  expect(await whereIs([apiKey], run)).toEqual([])
})
