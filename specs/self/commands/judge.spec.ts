/** `seamwatch judge`: the saved exchanges of a run against another contract. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Call } from '../../../src/sandbox/calls.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { folderWith } from '../folder.ts'
import { notingCalls } from '../noting.ts'
import { pinned, type Draft } from '../review/reviewed.ts'
import type { Left } from './left.ts'
import { seamwatch } from './seamwatch.ts'

test.describe.configure({ mode: 'serial', timeout: 600_000 })

const scenario = `scenario: a short life
owner: self
steps:
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
    save: { session_id: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ session_id }}" } }
  - id: get
    call: /client_sessions/get
    body: { client_session_id: "\${{ session_id }}" }
`

const calls: Call[] = []
let reportsDir = ''

test.beforeAll(async () => {
  test.setTimeout(600_000)
  const sandbox = await startSandbox({ faults: notingCalls(calls, {}) })
  const left = await seamwatch({
    args: ['run'],
    sandbox,
    scenarios: { 'a.yaml': scenario },
  })
  expect(left.exitCode, left.printed).toBe(0)
  await sandbox.stop()
  reportsDir = folderWith({
    'exchanges.ndjson': readFileSync(join(left.reportsDir, 'exchanges.ndjson')),
  })
})

function judge(...args: readonly string[]): Promise<Left> {
  return seamwatch({ args: ['judge', ...args] })
}

function written(draft: Draft): string {
  const name = 'new.json'
  const files = { [name]: JSON.stringify(draft, null, 2) }
  return join(folderWith(files, 'contract'), name)
}

test('what follows the contract passes, and nothing is sent', async () => {
  const before = calls.length
  const { exitCode, printed } = await judge(reportsDir)
  expect(exitCode, printed).toBe(0)
  expect(printed).toMatch(
    /^\d exchanges of run \w{8} against 127\.0\.0\.1:\d+, 20\d\d-[\d: -]+, judged by @seamapi\/types@[\d.]+; nothing is sent\n/,
  )
  expect(printed).toContain('\ncases      1: 1 passed, 0 failed')
  expect(printed.trimEnd().split('\n').at(-1)).toBe('verdict: passed')
  expect(calls.length).toBe(before)
})

test('what does not follow the contract is printed as a run prints it; exit 1', async () => {
  const draft = pinned()
  const { properties } = draft.components.schemas.client_session
  properties.device_count = { type: 'string' }
  const { exitCode, printed } = await judge(
    '--contract',
    written(draft),
    join(reportsDir, 'exchanges.ndjson'),
  )
  expect(exitCode).toBe(1)
  expect(printed).toContain(`BREAKING-DRIFT (2)
  A value does not have the documented type
  → Typed clients fail or misread it.`)
  expect(printed).toMatch(
    / {4}POST \/client_sessions\/create · body\.client_session\.device_count\n {6}expected {2}string\n {6}received {2}number\n {6}basis {5}contract\n {6}seen at {3}.*exchanges\.ndjson:2:1 \(1 case, run \w{8}\) · .*new\.json:\d+ · request id /,
  )
  expect(printed.trimEnd().split('\n').at(-1)).toBe('verdict: failed')
})

test('a contract without these operations can judge nothing; exit 3', async () => {
  const draft = pinned()
  for (const path of ['create', 'get', 'delete', 'list'])
    delete draft.paths[`/client_sessions/${path}`]
  const { exitCode, printed } = await judge(
    '--contract',
    written(draft),
    reportsDir,
  )
  expect(exitCode, printed).toBe(3)
  expect(printed).toContain('Nothing was judged: 1 case')
  const [head] = readFileSync(
    join(reportsDir, 'exchanges.ndjson'),
    'utf8',
  ).split('\n')
  const empty = await judge(
    folderWith({ 'exchanges.ndjson': `${head}` }, 'empty'),
  )
  expect(empty.exitCode).toBe(3)
  expect(empty.printed).toContain('exchanges.ndjson has no exchange.')
})

test('wrong input exits 2', async () => {
  for (const [args, message] of [
    [['missing'], '"missing": it does not exist'],
    [[folderWith({ 'exchanges.ndjson': '[]' }, 'odd')], 'exchanges.ndjson:1:1'],
    [['--contract', 'missing.json', reportsDir], 'missing.json'],
    [['--contract', 'package.json', reportsDir], 'package.json'],
    [['a', 'b'], 'too many arguments'],
  ] as const) {
    const { exitCode, printed } = await judge(...args)
    expect(exitCode, printed).toBe(2)
    expect(printed).toContain(message)
  }
})
