import {
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Call } from '../../../src/sandbox/calls.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { folderWith } from '../folder.ts'
import { notingCalls } from '../noting.ts'
import { scenarioOf } from '../run/steps.ts'
import { seamwatch, start } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000 })

const scenarios = {
  'a.yaml': scenarioOf(
    'a search',
    '  - { id: list, call: /client_sessions/list, body: {} }\n',
  ),
}

test('a run in a folder that is not ours ends with exit code 2, and nothing is sent or changed', async () => {
  const files = {
    'test-results/mine/thesis.txt': 'my thesis',
    'history/backup.env': 'KEY=1',
    'junit.xml': 'mine',
  }
  const folder = folderWith(files, 'home')
  const calls: Call[] = []
  const sandbox = await startSandbox({ faults: notingCalls(calls) })
  for (const command of ['run', 'sweep', 'report']) {
    const left = await seamwatch({
      withAllure: true,
      args: [command, '--reports', folder],
      sandbox,
      scenarios,
    })
    expect(left.exitCode, left.printed).toBe(2)
    expect(left.printed).toContain('has files that no run has written')
  }
  await sandbox.stop()
  expect(calls).toEqual([])
  for (const [name, text] of Object.entries(files))
    expect(readFileSync(join(folder, name), 'utf8')).toBe(text)
  expect(readdirSync(folder).toSorted()).toEqual([
    'history',
    'junit.xml',
    'test-results',
  ])
})

test('a second run in the same folder ends with exit code 2 at once, and the first is as if alone', async () => {
  const calls: Call[] = []
  let second: ReturnType<typeof start>['ended'] | undefined
  let tookMs = 0
  const sandbox = await startSandbox({
    faults: notingCalls(calls, {
      reply: (reply, { path }) => {
        if (path !== '/client_sessions/list' || calls.length < 2) return reply
        if (second) return reply
        return async (outgoing) => {
          const startedMs = Date.now()
          second = start({ args: ['run'], sandbox, scenarios }).ended
          await second
          tookMs = Date.now() - startedMs
          outgoing.destroy()
        }
      },
    }),
  })
  const first = await seamwatch({
    withAllure: true,
    args: ['run', '--timeout', '9000'],
    sandbox,
    scenarios,
  })
  await sandbox.stop()
  const other = await second
  expect(other?.exitCode, other?.printed).toBe(2)
  expect(other?.printed).toContain('is in use by process')
  // A second on an idle machine; the tests share theirs.
  expect(tookMs).toBeLessThan(5000)
  expect(first.exitCode, first.printed).toBe(0)
  expect(first.printed).toContain('verdict: passed')
  // The sweep, the search that got no response, its retry, and the last look.
  expect(calls).toHaveLength(4)
  expect(readdirSync(first.reportsDir)).not.toContain('.lock')
})

test('a run audits its own files: those of the user keep their secrets, and stay', async () => {
  const sandbox = await startSandbox()
  const key = sandbox.seed.apiKey
  const first = await seamwatch({ args: ['run'], sandbox, scenarios })
  expect(first.exitCode, first.printed).toBe(0)
  const files = {
    'history/backup.env': key,
    'history/older.json': key,
    'allure-results/keys.txt': key,
    'test-results/mine/thesis.txt': key,
    'ledger/accounts.txt': key,
    'notes.txt': key,
  }
  const old = new Date(Date.now() - 3_600_000)
  for (const [name, text] of Object.entries(files)) {
    const file = join(first.reportsDir, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    utimesSync(file, old, old)
  }
  for (const args of [['run'], ['report'], ['sweep']]) {
    const left = await seamwatch({ withAllure: true, args, sandbox, scenarios })
    expect(left.exitCode, left.printed).toBe(0)
    for (const [name, text] of Object.entries(files))
      expect(readFileSync(join(left.reportsDir, name), 'utf8')).toBe(text)
  }
  await sandbox.stop()
})

test('all that a run writes is closed to other users', async () => {
  test.skip(process.platform === 'win32', 'it has no such modes')
  const sandbox = await startSandbox()
  // As a login shell has it; the processes of this test have inherited ours.
  const usual = folderWith({
    'umask.cjs': `require('worker_threads').isMainThread && String(process.argv[1]).endsWith('seamwatch.js') && process.umask(0o022)`,
  })
  const env = { NODE_OPTIONS: `--require=${join(usual, 'umask.cjs')}` }
  const left = await seamwatch({ args: ['run'], sandbox, scenarios, env })
  expect(left.exitCode, left.printed).toBe(0)
  await seamwatch({ args: ['sweep'], sandbox, env })
  await seamwatch({ args: ['report'], env })
  await sandbox.stop()
  const open = readdirSync(left.reportsDir, {
    recursive: true,
    encoding: 'utf8',
  })
    .concat('.')
    .filter((name) => statSync(join(left.reportsDir, name)).mode & 0o077)
  expect(open).toEqual([])
})

test('the lock of a run that was killed is taken over', async () => {
  const calls: Call[] = []
  let isSlow = true
  const sandbox = await startSandbox({
    faults: notingCalls(calls, {
      reply: (reply) => (isSlow ? () => new Promise(() => {}) : reply),
    }),
  })
  const killed = start({ args: ['run'], sandbox, scenarios, isGroup: true })
  await expect.poll(() => calls.length, { timeout: 60_000 }).toBeGreaterThan(0)
  killed.killGroup('SIGKILL')
  const { reportsDir } = await killed.ended
  expect(readdirSync(reportsDir)).toContain('.lock')
  isSlow = false
  const next = await seamwatch({ args: ['run'], sandbox, scenarios })
  await sandbox.stop()
  expect(next.exitCode, next.printed).toBe(0)
  expect(readdirSync(reportsDir)).not.toContain('.lock')
})
