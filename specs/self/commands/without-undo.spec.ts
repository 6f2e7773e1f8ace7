/** What a newcomer writes and configures: nothing of it is left behind. */
import { expect, test } from '@playwright/test'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { scenarioOf } from '../run/steps.ts'
import { readVerdict } from './left.ts'
import { seamwatch } from './seamwatch.ts'

test.describe.configure({ timeout: 600_000 })

const marker = '"${{ run.marker }}"'

/** Five scenarios without any undo. */
const scenarios = {
  'create.yaml': scenarioOf(
    'a session is created',
    `  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: ${marker} }
`,
  ),
  'get.yaml': scenarioOf(
    'a session is created, then read',
    `  - id: create
    call: /client_sessions/create
    method: PUT
    body: { user_identifier_key: ${marker} }
    save: { id: client_session.client_session_id }
  - id: get
    call: /client_sessions/get
    body: { client_session_id: "\${{ id }}" }
`,
  ),
  'twice.yaml': scenarioOf(
    'a session is obtained twice',
    `  - id: first
    call: /client_sessions/get_or_create
    body: { user_identifier_key: ${marker} }
  - id: second
    call: /client_sessions/get_or_create
    body: { user_identifier_key: ${marker} }
  - id: another
    call: /client_sessions/get_or_create
    body: { user_identifier_key: "\${{ marker(2) }}" }
`,
  ),
  'page.yaml': scenarioOf(
    'a page creates a session',
    `  - id: create
    call: /client_sessions/create
    as: publishable_key
    body: { user_identifier_key: ${marker} }
  - id: list
    call: /client_sessions/list
    body: {}
    expect: { client_sessions: [] }
`,
  ),
  'revoke.yaml': scenarioOf(
    'a session is revoked and not deleted',
    `  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: ${marker} }
    save: { id: client_session.client_session_id }
  - id: revoke
    call: /client_sessions/revoke
    body: { client_session_id: "\${{ id }}" }
`,
  ),
}

test('five scenarios without any undo leave nothing, whether they pass or fail', async () => {
  const sandbox = await startSandbox()
  const { seed, state, stop } = sandbox
  const left = await seamwatch({
    args: ['run'],
    sandbox,
    scenarios,
    env: { SEAM_PUBLISHABLE_KEY: seed.publishableKey },
  })
  await stop()
  expect(state.size()).toBe(0)
  const { counts } = await readVerdict(left)
  // The page's list is not empty.
  expect(counts.cases).toMatchObject({ passed: 4, failed: 1, total: 5 })
  expect(left.printed).not.toContain('left behind')
})

test('a rejected API key beside a valid publishable key ends with exit code 3 and class credential', async () => {
  const sandbox = await startSandbox()
  const { seed, state, stop } = sandbox
  const left = await seamwatch({
    args: ['run'],
    sandbox,
    scenarios,
    env: {
      SEAM_API_KEY: 'seam_test1expired_0123456789abcdef',
      SEAM_PUBLISHABLE_KEY: seed.publishableKey,
    },
  })
  await stop()
  expect(left.exitCode, left.printed).toBe(3)
  expect(state.size()).toBe(0)
  const { findings } = await readVerdict(left)
  expect(findings.map((it) => it.class)).toEqual(['credential'])
})

test('a valid personal access token deletes what a rejected API key cannot', async () => {
  const sandbox = await startSandbox()
  const { seed, state, stop } = sandbox
  const left = await seamwatch({
    args: ['run'],
    sandbox,
    scenarios,
    env: {
      SEAM_API_KEY: 'seam_test1expired_0123456789abcdef',
      SEAM_PUBLISHABLE_KEY: seed.publishableKey,
      SEAM_PERSONAL_ACCESS_TOKEN: seed.personalAccessToken,
      SEAM_WORKSPACE_ID: seed.workspaceId,
    },
  })
  await stop()
  expect(left.exitCode, left.printed).toBe(3)
  expect(state.size()).toBe(0)
  const { findings, counts } = await readVerdict(left)
  expect(findings.map((it) => it.class)).toEqual(['credential'])
  expect(counts.cases.passed + counts.cases.inconclusive).toBeGreaterThan(0)
  expect(left.printed).not.toContain('left behind')
})
