/** What a session's own token opens, and where one workspace ends. */
import { expect } from '@playwright/test'
import { startSandbox } from '../../../src/sandbox/server.ts'
import { call, createSession, test } from './fixtures.ts'

test('a client session token reads its own session only', async ({
  sandbox,
}) => {
  const own = await createSession(sandbox, { user_identifier_key: 'jane' })
  const other = await createSession(sandbox, { user_identifier_key: 'joe' })
  const bare = await call(sandbox, {
    operation: 'POST /client_sessions/get',
    as: own.token,
  })
  expect(bare.body.client_session).toEqual(own)
  for (const query of [
    { client_session_id: other.client_session_id },
    { user_identifier_key: 'joe' },
  ]) {
    const { status, body } = await call(sandbox, {
      operation: 'GET /client_sessions/get',
      as: own.token,
      query,
    })
    expect(status).toBe(404)
    expect(body).not.toHaveProperty('client_session')
  }
})

test('an expired token is rejected until get_or_create renews it', async () => {
  let nowMs = Date.parse('2030-01-01T00:00:00Z')
  const sandbox = await startSandbox({ now: () => nowMs })
  const { token } = await createSession(sandbox, {
    user_identifier_key: 'jane',
    expires_at: '2030-01-01T01:00:00Z',
  })
  const operation = 'GET /client_sessions/get'
  nowMs += 3_599_999
  expect((await call(sandbox, { operation, as: token })).status).toBe(200)
  nowMs += 1
  const late = await call(sandbox, { operation, as: token })
  expect(late.status).toBe(401)
  expect(late.body.error.type).toBe('client_session_expired')
  await call(sandbox, {
    operation: 'POST /client_sessions/get_or_create',
    as: sandbox.seed.apiKey,
    body: { user_identifier_key: 'jane' },
  })
  expect((await call(sandbox, { operation, as: token })).status).toBe(200)
  await sandbox.stop()
})

test('a workspace cannot read the sessions of another', async ({ sandbox }) => {
  const { client_session_id } = await createSession(sandbox, {
    user_identifier_key: 'jane',
  })
  const as = sandbox.seed.foreignApiKey
  for (const operation of ['get', 'grant_access', 'delete', 'revoke']) {
    const { status } = await call(sandbox, {
      operation: `POST /client_sessions/${operation}`,
      as,
      body: { client_session_id },
    })
    expect(status).toBe(404)
  }
  const listed = await call(sandbox, {
    operation: 'POST /client_sessions/list',
    as,
    body: { client_session_id },
  })
  expect(listed.body.client_sessions).toEqual([])
  const created = await call(sandbox, {
    operation: 'POST /client_sessions/create',
    as,
    body: {
      user_identifier_key: 'jane',
      connected_account_ids: [sandbox.seed.foreignConnectedAccountId],
    },
  })
  expect(created.body.client_session).toMatchObject({
    workspace_id: sandbox.seed.foreignWorkspaceId,
    device_count: 3,
  })
})
