/** What get and list find, by each of their methods. */
import { expect } from '@playwright/test'
import { call, createSession, test, unknownId } from './fixtures.ts'

test('get finds a session by id or key, in the query or the body', async ({
  sandbox,
}) => {
  const session = await createSession(sandbox, { user_identifier_key: 'a b+c' })
  const { client_session_id, user_identifier_key } = session
  const as = sandbox.seed.apiKey
  for (const wanted of [
    { client_session_id },
    { user_identifier_key: user_identifier_key ?? '' },
    { client_session_id, user_identifier_key: user_identifier_key ?? '' },
  ]) {
    const queried = await call(sandbox, {
      operation: 'GET /client_sessions/get',
      as,
      query: wanted,
    })
    const posted = await call(sandbox, {
      operation: 'POST /client_sessions/get',
      as,
      body: wanted,
    })
    expect(queried.body).toEqual({ ok: true, client_session: session })
    expect(posted.body).toEqual(queried.body)
  }
})

test('get finds no session by an unknown id, or if id and key do not match', async ({
  sandbox,
}) => {
  const { client_session_id } = await createSession(sandbox, {
    user_identifier_key: 'jane',
  })
  for (const query of [
    { client_session_id: unknownId },
    { user_identifier_key: 'joe' },
    { client_session_id, user_identifier_key: 'joe' },
  ]) {
    const { status, body } = await call(sandbox, {
      operation: 'GET /client_sessions/get',
      as: sandbox.seed.apiKey,
      query,
    })
    expect(status).toBe(404)
    expect(body.error.type).toBe('client_session_not_found')
  }
})

test('list applies every filter, in the query or the body', async ({
  sandbox,
}) => {
  const { seed } = sandbox
  const keyed = await createSession(sandbox, { user_identifier_key: 'jane' })
  const viewing = await createSession(sandbox, {
    connect_webview_ids: [seed.connectWebviewId],
  })
  const known = await createSession(sandbox, {
    user_identifier_key: 'joe',
    user_identity_id: seed.userIdentityId,
  })
  const { connectWebviewId, userIdentityId } = seed
  for (const [filter, expected] of [
    [{}, [keyed, viewing, known]],
    [{ client_session_id: keyed.client_session_id }, [keyed]],
    [{ client_session_id: unknownId }, []],
    [{ user_identifier_key: 'joe' }, [known]],
    [{ connect_webview_id: connectWebviewId }, [viewing]],
    [{ user_identity_id: userIdentityId }, [known]],
    [{ without_user_identifier_key: true }, [viewing]],
    [{ without_user_identifier_key: false }, [keyed, viewing, known]],
    [{ user_identity_id: userIdentityId, user_identifier_key: 'jane' }, []],
  ] as const) {
    const posted = await call(sandbox, {
      operation: 'POST /client_sessions/list',
      as: seed.apiKey,
      body: filter,
    })
    const query = Object.fromEntries(
      Object.entries(filter).map(([name, value]) => [name, String(value)]),
    )
    const queried = await call(sandbox, {
      operation: 'GET /client_sessions/list',
      as: seed.apiKey,
      query,
    })
    expect(posted.body).toEqual({ ok: true, client_sessions: expected })
    expect(queried.body).toEqual(posted.body)
  }
})
