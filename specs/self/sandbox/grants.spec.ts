/** What grant_access adds, by each of its methods. */
import { expect } from '@playwright/test'
import { call, createSession, test } from './fixtures.ts'

for (const method of ['PATCH', 'POST']) {
  test(`${method} grant_access adds without repeating, and it lasts`, async ({
    sandbox,
  }) => {
    const { seed } = sandbox
    const before = await createSession(sandbox, {
      connected_account_ids: [seed.connectedAccountId],
      user_identity_id: seed.userIdentityId,
    })
    const { status, body } = await call(sandbox, {
      operation: `${method} /client_sessions/grant_access`,
      as: seed.apiKey,
      body: {
        client_session_id: before.client_session_id,
        connected_account_ids: [
          seed.connectedAccountId,
          seed.secondConnectedAccountId,
        ],
        connect_webview_ids: [seed.connectWebviewId],
        user_identity_ids: [seed.secondUserIdentityId],
      },
    })
    expect(status).toBe(200)
    expect(body).toEqual({
      ok: true,
      client_session: {
        ...before,
        device_count: 3,
        connected_account_ids: [
          seed.connectedAccountId,
          seed.secondConnectedAccountId,
        ],
        connect_webview_ids: [seed.connectWebviewId],
        user_identity_ids: [seed.userIdentityId, seed.secondUserIdentityId],
      },
    })
    const again = await call(sandbox, {
      operation: 'GET /client_sessions/get',
      as: seed.apiKey,
      query: { client_session_id: before.client_session_id },
    })
    expect(again.body).toEqual(body)
  })
}

test('grant_access finds a session by its key', async ({ sandbox }) => {
  await createSession(sandbox, { user_identifier_key: 'jane' })
  const { body } = await call(sandbox, {
    operation: 'PATCH /client_sessions/grant_access',
    as: sandbox.seed.apiKey,
    body: {
      user_identifier_key: 'jane',
      connect_webview_ids: [sandbox.seed.connectWebviewId],
    },
  })
  expect(body.client_session.connect_webview_ids).toEqual([
    sandbox.seed.connectWebviewId,
  ])
})

test('grant_access rejects resources of another workspace', async ({
  sandbox,
}) => {
  const { seed } = sandbox
  const { client_session_id } = await createSession(sandbox)
  for (const [granted, type] of [
    [
      { connected_account_ids: [seed.foreignConnectedAccountId] },
      'connected_account_not_found',
    ],
    [
      { connect_webview_ids: [seed.foreignConnectWebviewId] },
      'connect_webview_not_found',
    ],
    [
      { user_identity_id: seed.foreignUserIdentityId },
      'user_identity_not_found',
    ],
  ] as const) {
    for (const operation of ['create', 'grant_access']) {
      const { status, body } = await call(sandbox, {
        operation: `POST /client_sessions/${operation}`,
        as: seed.apiKey,
        body:
          operation === 'create' ? granted : { client_session_id, ...granted },
      })
      expect(status).toBe(404)
      expect(body.error.type).toBe(type)
    }
  }
})
