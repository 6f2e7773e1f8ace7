/** How a session ends: deleted, or revoked. */
import { expect } from '@playwright/test'
import { call, createSession, test } from './fixtures.ts'

test('DELETE delete reads the query, POST delete the body', async ({
  sandbox,
}) => {
  const as = sandbox.seed.apiKey
  for (const method of ['DELETE', 'POST']) {
    const { client_session_id, token } = await createSession(sandbox, {
      user_identifier_key: 'jane',
    })
    const operation = `${method} /client_sessions/delete`
    const sent =
      method === 'DELETE'
        ? { query: { client_session_id } }
        : { body: { client_session_id } }
    const deleted = await call(sandbox, { operation, as, ...sent })
    expect(deleted.status).toBe(200)
    expect(deleted.body).toEqual({ ok: true })

    const again = await call(sandbox, { operation, as, ...sent })
    const read = await call(sandbox, {
      operation: 'GET /client_sessions/get',
      as,
      query: { user_identifier_key: 'jane' },
    })
    const own = await call(sandbox, {
      operation: 'GET /client_sessions/get',
      as: token,
    })
    expect([again.status, read.status, own.status]).toEqual([404, 404, 401])
    expect(read.body.error.type).toBe('client_session_not_found')
    expect(sandbox.state.size()).toBe(0)
  }
})

test('a revoked session is readable and its token is rejected', async ({
  sandbox,
}) => {
  const { client_session_id, token } = await createSession(sandbox)
  const revoked = await call(sandbox, {
    operation: 'POST /client_sessions/revoke',
    as: sandbox.seed.apiKey,
    body: { client_session_id },
  })
  expect(revoked.body).toEqual({ ok: true })
  const read = await call(sandbox, {
    operation: 'GET /client_sessions/get',
    as: sandbox.seed.apiKey,
    query: { client_session_id },
  })
  expect(read.status).toBe(200)
  const own = await call(sandbox, {
    operation: 'GET /client_sessions/get',
    as: token,
  })
  expect(own.status).toBe(401)
  expect(own.body.error.type).toBe('client_session_revoked')
})

test('get_or_create on a revoked session keeps the id and mints a new token', async ({
  sandbox,
}) => {
  const as = sandbox.seed.apiKey
  const before = await createSession(sandbox, { user_identifier_key: 'jane' })
  await call(sandbox, {
    operation: 'POST /client_sessions/revoke',
    as,
    body: { client_session_id: before.client_session_id },
  })
  const { body } = await call(sandbox, {
    operation: 'POST /client_sessions/get_or_create',
    as,
    body: { user_identifier_key: 'jane' },
  })
  const after = body.client_session
  expect(after).toEqual({ ...before, token: after.token })
  const operation = 'GET /client_sessions/get'
  const stale = await call(sandbox, { operation, as: before.token })
  const fresh = await call(sandbox, { operation, as: after.token })
  expect([stale.status, fresh.status]).toEqual([401, 200])
  expect(stale.body.error.type).toBe('unauthorized')
})
