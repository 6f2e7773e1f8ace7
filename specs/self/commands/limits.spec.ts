import { expect, test } from '@playwright/test'
import type { Fault } from '../../../src/sandbox/faults.ts'
import type { Call } from '../../../src/sandbox/calls.ts'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { notingCalls } from '../noting.ts'
import { scenarioOf } from '../run/steps.ts'
import { putStrangers, touched } from '../cleanup/strangers.ts'
import { readVerdict } from './left.ts'
import type { Left } from './left.ts'
import { seamwatch } from './seamwatch.ts'
import type { Asked } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000 })

/** Six cases that write and two that only read. */
const scenarios = {
  'life.yaml': `scenario: a short life
owner: self
matrix: { turn: [1, 2, 3, 4, 5, 6] }
values: { key: "\${{ run.marker }}" }
steps:
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ key }}", customer_key: "c-\${{ matrix.turn }}" }
    save: { session_id: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ session_id }}" } }
  - id: get
    call: /client_sessions/get
    body: { client_session_id: "\${{ session_id }}" }
`,
  'search.yaml': `scenario: a search
owner: self
matrix: { method: [GET, POST] }
steps:
  - id: list
    call: /client_sessions/list
    method: \${{ matrix.method }}
    body: { user_identifier_key: unknown }
`,
}

type Run = Left & {
  /** Operations in the order in which they arrived. */
  readonly arrived: readonly string[]
  /** Sessions that exist at the end. */
  readonly sessions: number
}

/** Runs the cases against a sandbox that records the requests. */
async function runWith({
  args = [],
  faults,
  ...asked
}: Asked & { readonly faults?: Fault }): Promise<Run> {
  const calls: Call[] = []
  const sandbox = await startSandbox({ faults: notingCalls(calls, faults) })
  const left = await seamwatch({
    args: ['run', ...args],
    sandbox,
    scenarios,
    ...asked,
  })
  await sandbox.stop()
  const arrived = calls.map(({ operation }) => operation)
  return { ...left, arrived, sessions: sandbox.state.size() }
}

test('a run that needs more than its budget ends with exit code 2, and nothing is sent', async () => {
  const { exitCode, printed, arrived } = await runWith({
    args: ['--max-requests', '34'],
  })
  expect(exitCode).toBe(2)
  expect(printed).toContain(
    'the plan needs about 35 requests, and --max-requests allows 34',
  )
  expect(arrived).toEqual([])
})

/** Each create is sent twice, which the plan does not know. */
function refusingOnce(): Fault {
  const seen = new Set<unknown>()
  return {
    handle: (authorized, next) => {
      const { user_identifier_key: key } = authorized.parameters
      const isFirst = authorized.call.path.endsWith('/create') && !seen.has(key)
      seen.add(key)
      return isFirst
        ? { status: 429, headers: { 'retry-after': '0' } }
        : next(authorized)
    },
  }
}

test('cases that run side by side keep the budget, and created sessions are deleted', async () => {
  const { exitCode, printed, arrived, sessions, ...left } = await runWith({
    args: ['--max-requests', '35'],
    faults: refusingOnce(),
  })
  expect(arrived.length).toBeLessThanOrEqual(35)
  expect(sessions).toBe(0)
  expect(exitCode).toBe(3)
  const { status } = await readVerdict({ exitCode, printed, ...left })
  expect(status).toBe('inconclusive')
})

test('a create without room for its cleanup is not sent, and the run says why', async () => {
  const { exitCode, arrived, sessions, ...left } = await runWith({
    // Five cases take six requests each, the proof takes two, and the last look one.
    args: ['--max-requests', '35', '--concurrency', '1'],
    faults: refusingOnce(),
  })
  expect(exitCode).toBe(3)
  expect(sessions).toBe(0)
  expect(arrived).toHaveLength(35)
  const { why } = await readVerdict({ exitCode, ...left })
  expect(why).toContain(
    'The run was cut short: the request budget is used up (--max-requests 35)',
  )
})

test('a key of another workspace ends the run with exit code 2, and leaves no session there', async () => {
  const { exitCode, arrived, sessions, ...left } = await runWith({
    args: [],
    env: { SEAMWATCH_WORKSPACE_ID: '00000000-0000-4000-8000-000000000000' },
  })
  expect(exitCode).toBe(2)
  expect(sessions).toBe(0)
  // Until a response has named the workspace, one request is sent at a time.
  const cleaning = /\/(?:delete|get|list)$/
  const asked = arrived.filter((it) => !cleaning.test(it))
  expect(asked.length).toBeLessThanOrEqual(1)
  const { why, findings } = await readVerdict({ exitCode, ...left })
  expect(findings.map(({ code }) => code)).toEqual(['workspace-unexpected'])
  expect(why).toBe(
    'The scenarios, the contract or the settings are wrong: The credential belongs to another workspace than SEAMWATCH_WORKSPACE_ID.',
  )
})

test('a key of another workspace that has sessions ends the run before anything is created', async () => {
  const calls: Call[] = []
  const sandbox = await startSandbox({ faults: notingCalls(calls) })
  const strangers = putStrangers(sandbox)
  const { exitCode, printed } = await seamwatch({
    args: ['run'],
    sandbox,
    scenarios,
    env: { SEAMWATCH_WORKSPACE_ID: '00000000-0000-4000-8000-000000000000' },
  })
  await sandbox.stop()
  expect(exitCode, printed).toBe(2)
  expect(printed).toContain(
    'SEAMWATCH_WORKSPACE_ID: expected workspace 00000000-0000-4000-8000-000000000000, but the credential belongs to another one',
  )
  expect(calls.filter(({ operation }) => !operation.endsWith('list'))).toEqual(
    [],
  )
  expect(touched(sandbox, strangers)).toEqual([])
  expect(sandbox.state.size()).toBe(strangers.length)
})

const lists = Array.from(
  { length: 6 },
  (_, at) => `  - { id: list ${at}, call: /client_sessions/list, body: {} }\n`,
).join('')

/** Each of them sends several requests. */
const searches = {
  'a.yaml': scenarioOf('a search', lists),
  'b.yaml': scenarioOf('another', lists),
  'c.yaml': scenarioOf('a third', lists),
}

test('the circuit breaker stops a run whose target hangs, after a few requests', async () => {
  const { exitCode, arrived, ...left } = await runWith({
    args: ['--timeout', '300'],
    scenarios: searches,
    faults: { raw: () => () => {} },
  })
  expect(exitCode).toBe(3)
  // Five, one that the other worker had already sent, and at most three of the
  // sweeps.
  expect(arrived.length).toBeGreaterThanOrEqual(5)
  expect(arrived.length).toBeLessThanOrEqual(9)
  const { why, counts } = await readVerdict({ exitCode, ...left })
  expect(why).toContain('the target is down')
  expect(counts.cases).toMatchObject({ passed: 0, total: 3 })
})

test('with --read-only only reads are sent, and the report says why the rest was not judged', async () => {
  const { exitCode, printed, arrived, ...left } = await runWith({
    args: ['--read-only', '--workers', '1'],
  })
  expect(exitCode).toBe(0)
  expect(arrived.toSorted()).toEqual([
    'GET /client_sessions/list',
    'POST /client_sessions/list',
    'POST /client_sessions/list', // the sweep
    'POST /client_sessions/list', // the last look
  ])
  expect(printed).toContain(
    'read-only: POST /client_sessions/create may change something',
  )
  const { counts } = await readVerdict({ exitCode, printed, ...left })
  expect(counts.cases).toMatchObject({ passed: 2, notJudged: 6 })
})
