/** What create and get_or_create make, by each of their methods. */
import { expect } from '@playwright/test'
import { call, createSession, test } from './fixtures.ts'

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

for (const method of ['POST', 'PUT']) {
  test(`${method} create answers a whole session`, async ({ sandbox }) => {
    const { seed } = sandbox
    const { status, body } = await call(sandbox, {
      operation: `${method} /client_sessions/create`,
      as: seed.apiKey,
      body: {
        user_identifier_key: 'jane',
        customer_key: 'acme',
        connected_account_ids: [
          seed.connectedAccountId,
          seed.secondConnectedAccountId,
          seed.connectedAccountId,
        ],
        connect_webview_ids: [seed.connectWebviewId],
        user_identity_id: seed.userIdentityId,
        expires_at: '2999-01-02T03:04:05+01:00',
      },
    })
    expect(status).toBe(200)
    expect(body).toEqual({
      ok: true,
      client_session: {
        client_session_id: expect.stringMatching(uuid),
        workspace_id: seed.workspaceId,
        created_at: expect.stringMatching(/^\d{4}-.*T.*\.\d{6}Z$/),
        expires_at: '2999-01-02T02:04:05.000Z',
        token: expect.stringMatching(/^seam_cst\w{20,}$/),
        user_identifier_key: 'jane',
        customer_key: 'acme',
        device_count: 3,
        connected_account_ids: [
          seed.connectedAccountId,
          seed.secondConnectedAccountId,
        ],
        connect_webview_ids: [seed.connectWebviewId],
        user_identity_id: seed.userIdentityId,
        user_identity_ids: [seed.userIdentityId],
      },
    })
  })
}

test('a session without parameters has a null key, empty lists and no optional property', async ({
  sandbox,
}) => {
  const session = await createSession(sandbox)
  expect(session).toMatchObject({
    user_identifier_key: null,
    device_count: 0,
    connected_account_ids: [],
    connect_webview_ids: [],
    user_identity_ids: [],
  })
  expect(session).not.toHaveProperty('customer_key')
  expect(session).not.toHaveProperty('user_identity_id')
})

test('a session expires after a year by default', async ({ sandbox }) => {
  const { created_at, expires_at } = await createSession(sandbox)
  const days = (Date.parse(expires_at) - Date.parse(created_at)) / 86_400_000
  expect(days).toBeCloseTo(365, 3)
})

test('the deprecated list of one identity is accepted', async ({ sandbox }) => {
  const { userIdentityId } = sandbox.seed
  const session = await createSession(sandbox, {
    user_identity_ids: [userIdentityId],
  })
  expect(session.user_identity_id).toBe(userIdentityId)
})

test('POST create rejects a user_identifier_key that is in use', async ({
  sandbox,
}) => {
  await createSession(sandbox, { user_identifier_key: 'jane' })
  const { status, body } = await call(sandbox, {
    operation: 'POST /client_sessions/create',
    as: sandbox.seed.apiKey,
    body: { user_identifier_key: 'jane' },
  })
  expect(status).toBe(400)
  expect(body.ok).toBe(false)
  expect(body.error.type).toBe('client_session_token_already_exists')
})

for (const operation of [
  'PUT /client_sessions/create',
  'POST /client_sessions/get_or_create',
]) {
  test(`${operation} keeps the id and changes what the request names`, async ({
    sandbox,
  }) => {
    const { seed } = sandbox
    const first = await createSession(sandbox, {
      user_identifier_key: 'jane',
      connected_account_ids: [seed.connectedAccountId],
      connect_webview_ids: [seed.connectWebviewId],
    })
    const { body } = await call(sandbox, {
      operation,
      as: seed.apiKey,
      body: {
        user_identifier_key: 'jane',
        connected_account_ids: [seed.secondConnectedAccountId],
        expires_at: '2999-01-01T00:00:00Z',
      },
    })
    expect(body.client_session).toEqual({
      ...first,
      expires_at: '2999-01-01T00:00:00.000Z',
      connected_account_ids: [seed.secondConnectedAccountId],
      device_count: 1,
    })
  })
}

test('get_or_create creates a session if there is none', async ({
  sandbox,
}) => {
  const { status, body } = await call(sandbox, {
    operation: 'POST /client_sessions/get_or_create',
    as: sandbox.seed.apiKey,
    body: { user_identifier_key: 'jane' },
  })
  expect(status).toBe(200)
  expect(body.client_session.user_identifier_key).toBe('jane')
})

test('a key of any characters is returned unchanged', async ({ sandbox }) => {
  const key = 'Zoë "東京" \\ 🔑'
  const session = await createSession(sandbox, { user_identifier_key: key })
  expect(session.user_identifier_key).toBe(key)
})
