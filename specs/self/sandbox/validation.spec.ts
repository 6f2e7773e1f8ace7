/** Requests that the API cannot take, and what it answers to them. */
import { expect } from '@playwright/test'
import { call, createSession, test, unknownId } from './fixtures.ts'

for (const [operation, body, property] of [
  ['POST create', { user_identifier_key: '' }, 'user_identifier_key'],
  ['POST create', { user_identifier_key: null }, 'user_identifier_key'],
  ['PUT create', { customer_key: '' }, 'customer_key'],
  ['POST create', { expires_at: 'tomorrow' }, 'expires_at'],
  ['POST create', { expires_at: '2030-01-01' }, 'expires_at'],
  ['POST create', { connected_account_ids: 'x' }, 'connected_account_ids'],
  ['POST create', { connect_webview_ids: [1] }, 'connect_webview_ids'],
  ['POST create', { user_identity_id: 'x' }, 'user_identity_id'],
  ['POST get_or_create', { user_identity_ids: [] }, 'user_identity_ids'],
  [
    'POST get_or_create',
    { user_identity_ids: [unknownId, unknownId] },
    'user_identity_ids',
  ],
  [
    'PATCH grant_access',
    {
      user_identity_id: unknownId,
      user_identity_ids: ['1f6b8d27-c94e-4e3a-a7d2-4b9e3a5c0009'],
    },
    'user_identity_ids',
  ],
  ['POST get', { client_session_id: 'x' }, 'client_session_id'],
  ['POST list', { without_user_identifier_key: 'true' }, 'without_user'],
  ['POST delete', {}, 'client_session_id'],
  ['POST revoke', { client_session_id: 7 }, 'client_session_id'],
] as const) {
  test(`${operation} rejects ${JSON.stringify(body)}`, async ({ sandbox }) => {
    const [method, name] = operation.split(' ')
    const reply = await call(sandbox, {
      operation: `${method} /client_sessions/${name}`,
      as: sandbox.seed.apiKey,
      body,
    })
    expect(reply.status).toBe(400)
    expect(reply.body.ok).toBe(false)
    expect(reply.body.error.type).toBe('invalid_input')
    expect(JSON.stringify(reply.body.error.validation_errors)).toContain(
      property,
    )
  })
}

test('validation errors are grouped by property, in _errors', async ({
  sandbox,
}) => {
  const { body } = await call(sandbox, {
    operation: 'POST /client_sessions/create',
    as: sandbox.seed.apiKey,
    body: { connect_webview_ids: ['x', 1], customer_key: 2 },
  })
  expect(body.error.validation_errors).toEqual({
    _errors: [],
    customer_key: { _errors: [expect.any(String)] },
    connect_webview_ids: { _errors: [], 1: { _errors: [expect.any(String)] } },
  })
})

test('a query is validated like a body', async ({ sandbox }) => {
  for (const [operation, query] of [
    ['GET /client_sessions/get', { client_session_id: 'x' }],
    ['GET /client_sessions/list', { without_user_identifier_key: 'yes' }],
    ['DELETE /client_sessions/delete', {}],
  ] as const) {
    const { status, body } = await call(sandbox, {
      operation,
      as: sandbox.seed.apiKey,
      query,
    })
    expect(status).toBe(400)
    expect(body.error.type).toBe('invalid_input')
  }
})

test('get and grant_access need an id or a key', async ({ sandbox }) => {
  for (const operation of ['get', 'grant_access']) {
    const { status, body } = await call(sandbox, {
      operation: `POST /client_sessions/${operation}`,
      as: sandbox.seed.apiKey,
      body: {},
    })
    expect(status).toBe(400)
    expect(body.error.type).toBe('invalid_input')
  }
})

test('unknown properties are ignored', async ({ sandbox }) => {
  const session = await createSession(sandbox, { colour: 'red' })
  expect(session).not.toHaveProperty('colour')
})

test('a body must be a JSON object with the content type of JSON', async ({
  sandbox,
}) => {
  const json = 'application/json'
  for (const [text, contentType, status, type] of [
    ['{"a":', json, 400, 'invalid_json'],
    ['[]', json, 400, 'invalid_input'],
    ['null', json, 400, 'invalid_input'],
    ['{}', 'text/plain', 400, 'invalid_content_type'],
    ['a=b', 'application/x-www-form-urlencoded', 400, 'invalid_content_type'],
    ['{}', 'Application/JSON; charset=utf-8', 200, undefined],
    ['', json, 200, undefined],
  ] as const) {
    const response = await fetch(`${sandbox.url}/client_sessions/create`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${sandbox.seed.apiKey}`,
        'content-type': contentType,
      },
      body: text,
    })
    const body: unknown = await response.json()
    expect(response.status).toBe(status)
    if (type) expect(body).toMatchObject({ error: { type }, ok: false })
  }
})

test('a request without a credential is not validated', async ({ sandbox }) => {
  const { status } = await call(sandbox, {
    operation: 'POST /client_sessions/delete',
    body: { client_session_id: 'x' },
  })
  expect(status).toBe(401)
})
