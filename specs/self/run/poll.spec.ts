import { expect, test } from '@playwright/test'
import { notesOf } from '../../../src/report/terminal/progress.ts'
import { acceptEnded } from '../../../src/sandbox/mutants/accept-ended.ts'
import { findingsOf, runSteps } from '../kit.ts'

/** Revokes a session, then sends requests with its token. */
function life(settles: string): string {
  return `
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
    save:
      session_id: client_session.client_session_id
      token: { from: client_session.token, secret: true }
  - id: revoke
    call: /client_sessions/revoke
    body: { client_session_id: "\${{ session_id }}" }
  - id: refused
    after: revoke
    settles: ${settles}
    call: /client_sessions/get
    as: { client_session: "\${{ token }}" }
    expect_refused: true
`
}

const revoked = ['client_session_revoked'] as const
const bypass = ['auth-bypass refusal-missing status']

async function liveOn(times: number, settles = '30s') {
  const { outcome } = await runSteps(life(settles), {
    faults: acceptEnded(revoked, times),
  })
  return { outcome, poll: outcome.steps.at(-1)?.poll }
}

test('a token that is rejected at once is tried once, and the time is measured', async () => {
  const { outcome, poll } = await liveOn(0)
  expect(outcome.status).toBe('passed')
  expect(poll).toMatchObject({ isInTime: true, after: 'revoke' })
  expect(poll?.earlierAttempts).toEqual([])
})

test('a token that still works for a short time passes, and that time is reported', async () => {
  const { outcome, poll } = await liveOn(3)
  expect(findingsOf(outcome)).toEqual([])
  expect(poll?.earlierAttempts.map(({ status }) => status)).toEqual([
    200, 200, 200,
  ])
  // It includes three pauses: 50, 100 and 200 ms.
  expect(poll?.tookMs).toBeGreaterThanOrEqual(340)
  expect(notesOf(outcome).join()).toMatch(
    /^refused: .+ after "revoke" \(4 attempts, 30\.0 s allowed\)$/,
  )
})

test('polling does not count as latency: the response that is judged has its own', async () => {
  const { outcome, poll } = await liveOn(3)
  const { durationMs = 0 } = outcome.steps.at(-1)?.exchange ?? {}
  expect(durationMs).toBeLessThan((poll?.tookMs ?? 0) - 300)
})

test('a token that still works after the time budget is a bypass', async () => {
  const { outcome, poll } = await liveOn(Number.POSITIVE_INFINITY, '150ms')
  expect(findingsOf(outcome)).toEqual(bypass)
  expect(poll?.isInTime).toBe(false)
  expect(poll?.tookMs).toBeGreaterThanOrEqual(150)
  expect(poll?.earlierAttempts.length).toBeGreaterThan(0)
  expect(notesOf(outcome).join()).toContain('refused: not within ')
})

test('any other finding than "not yet" ends the poll, and is reported', async () => {
  let asked = 0
  const { outcome } = await runSteps(life('30s'), {
    faults: {
      ...acceptEnded(revoked),
      reply: (reply, { path }) => {
        if (!path.endsWith('/get')) return reply
        asked += 1
        return asked < 2 ? reply : { ...reply, status: 503 }
      },
    },
  })
  expect(findingsOf(outcome)).toEqual([
    // The fault leaves the session, and its token, in the body of the 5xx.
    'auth-bypass credential-exposed body.client_session.token',
    'breaking-drift credential-unhandled status',
  ])
  const { poll } = outcome.steps.at(-1) ?? {}
  expect(poll).toMatchObject({ isInTime: false })
  expect(poll?.earlierAttempts).toHaveLength(1)
})

test('a poll can wait for a body as well as for a rejection', async () => {
  let asked = 0
  const { outcome } = await runSteps(
    `
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
  - id: listed
    after: create
    settles: 30s
    call: /client_sessions/list
    body: { user_identifier_key: "\${{ run.marker }}" }
    expect: { client_sessions: { $length: 1 } }
`,
    {
      faults: {
        reply: (reply, { path }) => {
          if (!path.endsWith('/list')) return reply
          asked += 1
          return asked > 2
            ? reply
            : { ...reply, body: { client_sessions: [], ok: true } }
        },
      },
    },
  )
  expect(outcome.status).toBe('passed')
  expect(outcome.steps.at(-1)?.poll?.earlierAttempts).toHaveLength(2)
})

test('a poll sends nothing if the step that it waits for failed', async () => {
  const { outcome } = await runSteps(life('30s'), {
    faults: {
      reply: (reply, { path }) =>
        path.endsWith('/revoke') ? { ...reply, status: 418 } : reply,
    },
  })
  const [, , last] = outcome.steps
  expect(last?.status).toBe('not-judged')
  expect(last?.poll).toBeUndefined()
})

test('if a session does not have the requested expiry, the case does not wait for it', async () => {
  const { outcome } = await runSteps(
    `
  - id: create
    call: /client_sessions/create
    body: { expires_at: "\${{ time(+1s) }}" }
    expect: { client_session: { expires_at: { $instant: "\${{ time(+1s) }}" } } }
    save:
      id: client_session.client_session_id
      token: { from: client_session.token, secret: true }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ id }}" } }
  - id: expired
    after: create
    settles: 30s
    call: /client_sessions/get
    as: { client_session: "\${{ token }}" }
    expect_refused: true
`,
    {
      faults: {
        handle: (authorized, next) => {
          const { expires_at: _, ...parameters } = authorized.parameters
          return next({ ...authorized, parameters })
        },
      },
    },
  )
  expect(findingsOf(outcome)).toEqual([
    'expectation expectation-unmet body.client_session.expires_at',
    // Without key and with another expiry, cleanup cannot know it.
    'expectation session-foreign session',
  ])
  expect(outcome.steps[1]).toMatchObject({
    status: 'not-judged',
    reason: 'step "create" did not succeed',
  })
})

test('a status that the step names, and the contract does not, is waited through', async () => {
  let asked = 0
  const { outcome } = await runSteps(
    `
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
    save: { session_id: client_session.client_session_id }
  - id: it appears
    after: create
    settles: 30s
    call: /client_sessions/get
    body: { client_session_id: "\${{ session_id }}" }
    expect_status: [200, 404]
    expect: { client_session: { client_session_id: "\${{ session_id }}" } }
`,
    {
      faults: {
        reply: (reply, { path }) => {
          if (!path.endsWith('/get')) return reply
          asked += 1
          if (asked > 3) return reply
          const headers = { ...reply.headers, 'content-type': 'text/plain' }
          return { ...reply, status: 404, headers, body: 'not yet' }
        },
      },
    },
  )
  expect(outcome.status).toBe('passed')
  expect(outcome.steps.at(-1)?.poll?.earlierAttempts).toHaveLength(3)
})
