/** Which credentials each operation accepts, and how it rejects the others. */
import { expect } from '@playwright/test'
import type { Sandbox } from '../../../src/sandbox/server.ts'
import { call, createSession, test } from './fixtures.ts'

const managing = [
  'api_key',
  'pat_with_workspace',
  'console_session_with_workspace',
]
const creating = ['publishable_key', ...managing]
const reading = ['client_session', ...managing]

const accepted = {
  'POST /client_sessions/create': creating,
  'PUT /client_sessions/create': creating,
  'GET /client_sessions/get': reading,
  'POST /client_sessions/get': reading,
  'POST /client_sessions/get_or_create': creating,
  'PATCH /client_sessions/grant_access': managing,
  'POST /client_sessions/grant_access': managing,
  'GET /client_sessions/list': managing,
  'POST /client_sessions/list': managing,
  'DELETE /client_sessions/delete': managing,
  'POST /client_sessions/delete': managing,
  'POST /client_sessions/revoke': managing,
}

function credentials({ seed }: Sandbox, token: string) {
  const workspace = { 'seam-workspace': seed.workspaceId }
  return {
    api_key: bearer(seed.apiKey),
    pat_with_workspace: { ...bearer(seed.personalAccessToken), ...workspace },
    console_session_with_workspace: {
      ...bearer(seed.consoleSessionToken),
      ...workspace,
    },
    publishable_key: { 'seam-publishable-key': seed.publishableKey },
    client_session: bearer(token),
  }
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` }
}

for (const [operation, kinds] of Object.entries(accepted)) {
  test(`${operation} accepts its kinds of credential and no other`, async ({
    sandbox,
  }) => {
    const { token } = await createSession(sandbox)
    const all = Object.entries(credentials(sandbox, token))
    for (const [kind, headers] of all) {
      const { client_session_id } = await createSession(sandbox)
      const parameters = operation.endsWith('create')
        ? { user_identifier_key: `${kind} of ${operation}` }
        : kind === 'client_session'
          ? undefined
          : { client_session_id }
      const isQueried = /^(GET|DELETE) /.test(operation)
      const { status, body } = await call(sandbox, {
        operation,
        headers,
        ...(parameters === undefined
          ? {}
          : isQueried
            ? { query: parameters }
            : { body: parameters }),
      })
      const expected = kinds.includes(kind) ? 200 : 401
      expect(`${kind} ${status}`).toBe(`${kind} ${expected}`)
      if (expected === 401) {
        expect(body.error.type).toBe('token_auth_not_accepted')
      }
    }
  })
}

test('a missing, malformed or unknown credential is unauthorized', async ({
  sandbox,
}) => {
  const { seed } = sandbox
  for (const headers of [
    {},
    { authorization: '' },
    { authorization: seed.apiKey },
    { authorization: 'Bearer' },
    { authorization: `Basic ${seed.apiKey}` },
    { authorization: `Bearer ${seed.apiKey} x` },
    bearer(`${seed.apiKey}x`),
    bearer(seed.apiKey.slice(0, -1)),
    bearer(seed.apiKey.toUpperCase()),
    bearer('seam_cst_of_nobody'),
    bearer(seed.publishableKey),
    { 'seam-publishable-key': seed.apiKey },
    { 'seam-api-key': seed.apiKey },
  ]) {
    const { status, body } = await call(sandbox, {
      operation: 'POST /client_sessions/create',
      headers: headers as Record<string, string>, // The union of literals.
      body: { user_identifier_key: 'jane' },
    })
    expect(status).toBe(401)
    expect(body.ok).toBe(false)
    expect(body.error.type).toBe(
      'seam-publishable-key' in headers
        ? 'invalid_publishable_key'
        : 'unauthorized',
    )
  }
  expect(sandbox.state.size()).toBe(0)
})

test('the scheme of a bearer credential is case-insensitive', async ({
  sandbox,
}) => {
  const { status } = await call(sandbox, {
    operation: 'GET /client_sessions/list',
    headers: { authorization: `bearer ${sandbox.seed.apiKey}` },
  })
  expect(status).toBe(200)
})

test('an invalid bearer credential is rejected even with a valid publishable key', async ({
  sandbox,
}) => {
  const { status } = await call(sandbox, {
    operation: 'POST /client_sessions/create',
    headers: {
      ...bearer('seam_test_of_nobody'),
      'seam-publishable-key': sandbox.seed.publishableKey,
    },
    body: { user_identifier_key: 'jane' },
  })
  expect(status).toBe(401)
})

test('a personal access token and a console session need a workspace', async ({
  sandbox,
}) => {
  const { seed } = sandbox
  for (const as of [seed.personalAccessToken, seed.consoleSessionToken]) {
    const bare = await call(sandbox, {
      operation: 'GET /client_sessions/list',
      as,
    })
    expect(bare.status).toBe(400)
    expect(bare.body.error.type).toBe('missing_workspace_id')
    const astray = await call(sandbox, {
      operation: 'GET /client_sessions/list',
      as,
      headers: { 'seam-workspace': seed.foreignWorkspaceId },
    })
    expect(astray.status).toBe(401)
    expect(astray.body.error.type).toBe('workspace_not_found')
  }
})

test('a publishable key must name a user and cannot grant access', async ({
  sandbox,
}) => {
  const { seed } = sandbox
  const headers = { 'seam-publishable-key': seed.publishableKey }
  for (const operation of ['create', 'get_or_create']) {
    for (const [body, type] of [
      [{}, 'publishable_key_requires_user_identifier_key'],
      [
        {
          user_identifier_key: 'jane',
          connected_account_ids: [seed.connectedAccountId],
        },
        'publishable_keys_must_create_empty_client_sessions',
      ],
    ] as const) {
      const reply = await call(sandbox, {
        operation: `POST /client_sessions/${operation}`,
        headers,
        body,
      })
      expect(reply.status).toBe(400)
      expect(reply.body.error.type).toBe(type)
    }
  }
})
