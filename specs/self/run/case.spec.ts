import { expect, test } from '@playwright/test'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { mutants } from '../../../src/sandbox/mutants/catalogue.ts'
import type { JsonObject } from '../../../src/sandbox/replies.ts'
import { findingsOf, runSteps } from '../kit.ts'
import { made } from './steps.ts'

/** A mutant's fault, by its id. */
function mutant(id: string): Fault {
  const found = mutants.find((it) => it.id === id)
  if (!found) throw new Error(`there is no mutant "${id}"`)
  return found.faults()
}

/** Changes the sandbox's response for one path. */
function at(path: string, status: number, body: JsonObject): Fault {
  return {
    reply: (reply, call) =>
      call.path === path
        ? { status, headers: { 'content-type': 'application/json' }, body }
        : reply,
  }
}

test('a case that passes deletes the sessions that it created', async () => {
  const { outcome, sandbox } = await runSteps(made)
  expect(outcome.status).toBe('passed')
  expect(outcome.cleanup).toEqual([
    { what: 'the session created by step "create"', status: 'undone' },
  ])
  expect(sandbox.state.size()).toBe(0)
})

test('a case that fails deletes the sessions that it created', async () => {
  const { outcome, sandbox } = await runSteps(
    `${made}    expect: { client_session: { device_count: 99 } }\n`,
  )
  expect(outcome.status).toBe('failed')
  expect(sandbox.state.size()).toBe(0)
})

test('no undo is sent for a session that a step has deleted', async () => {
  const { outcome } = await runSteps(`${made}
  - id: delete
    call: /client_sessions/delete
    method: DELETE
    body: { client_session_id: "\${{ session_id }}" }
`)
  expect(outcome.status).toBe('passed')
  expect(outcome.cleanup).toEqual([])
})

for (const { what, status, ends, code } of [
  {
    what: 'a delete that fails',
    status: 500,
    ends: 'inconclusive',
    code: 'outage undo-unclear',
  },
  {
    what: 'a delete that is refused',
    status: 404,
    ends: 'failed',
    code: 'expectation undo-failed',
  },
  {
    what: 'a delete that does nothing',
    status: 200,
    ends: 'failed',
    code: 'expectation undo-failed',
  },
]) {
  test(`${what} is a finding of its own, and names the session that is left`, async () => {
    const { outcome, sandbox } = await runSteps(made, {
      faults: {
        handle: (admitted, next) =>
          admitted.call.path === '/client_sessions/delete'
            ? { status, headers: {}, body: {} }
            : next(admitted),
      },
    })
    expect(sandbox.state.size()).toBe(1)
    expect(outcome.status).toBe(ends)
    expect(findingsOf(outcome)).toEqual([`${code} session`])
    expect(outcome.steps.map(({ id }) => id)).toEqual([
      'create',
      'undo: create',
    ])
    expect(outcome.cleanup).toMatchObject([
      {
        what: 'the session created by step "create"',
        status: 'left-behind',
        reason: `POST /client_sessions/delete answered ${status}, and the session is still there`,
      },
    ])
  })
}

for (const [what, ends] of [
  ['gets no response', 'reset'],
  ['gets a 503', 'failure'],
  ['gets a response without an id', 'nameless'],
] as const) {
  test(`a create that ${what} is sent once, and its session is found by its marker and deleted`, async () => {
    let creates = 0
    const { outcome, sandbox } = await runSteps(made, {
      faults: {
        reply: (reply, { path }) => {
          if (path !== '/client_sessions/create') return reply
          creates += 1
          if (ends === 'reset') return (outgoing) => void outgoing.destroy()
          const status = ends === 'failure' ? 503 : 200
          return { ...reply, status, body: { ok: true } }
        },
      },
    })
    expect(creates).toBe(1)
    expect(sandbox.state.size()).toBe(0)
    expect(outcome.cleanup).toEqual([
      { what: 'the session created by step "create"', status: 'undone' },
    ])
  })
}

test('a session created by a probe that the API should have rejected is deleted without an undo', async () => {
  const { outcome, sandbox } = await runSteps(
    `
  - id: nobody creates
    call: /client_sessions/create
    as: none
    body: { user_identifier_key: "\${{ run.marker }}" }
    expect_refused: true
`,
    { faults: mutant('admits-nobody/POST-create') },
  )
  expect(findingsOf(outcome)).toEqual(['auth-bypass refusal-missing status'])
  expect(sandbox.state.size()).toBe(0)
})

test('one undo that fails does not stop the others', async () => {
  const { outcome, sandbox } = await runSteps(
    `${made}
  - id: another
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ marker(2) }}" }
    save: { other_id: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ other_id }}" } }
`,
    {
      faults: {
        handle: (() => {
          let deletes = 0
          return (admitted, next) => {
            if (admitted.call.path !== '/client_sessions/delete') {
              return next(admitted)
            }
            deletes += 1
            return deletes === 1
              ? { status: 500, headers: {}, body: {} }
              : next(admitted)
          }
        })(),
      },
    },
  )
  expect(outcome.cleanup.map(({ status }) => status)).toEqual([
    'left-behind',
    'undone',
  ])
  expect(findingsOf(outcome)).toEqual(['outage undo-unclear session'])
  expect(sandbox.state.size()).toBe(1)
})

test('a step without its captured value is not judged, and the case does not pass', async () => {
  const { outcome } = await runSteps(
    `${made}
  - id: get
    call: /client_sessions/get
    body: { client_session_id: "\${{ session_id }}" }
`,
    { faults: at('/client_sessions/create', 503, {}) },
  )
  expect(outcome.status).toBe('inconclusive')
  expect(outcome.steps.map(({ id, status }) => [id, status])).toEqual([
    ['create', 'inconclusive'],
    ['get', 'not-judged'],
  ])
})

test('a finding does not stop steps that can still run', async () => {
  const { outcome } = await runSteps(
    `${made}    expect: { client_session: { device_count: 99 } }
  - id: get
    call: /client_sessions/get
    body: { client_session_id: "\${{ session_id }}" }
`,
  )
  expect(outcome.steps.map(({ status }) => status)).toEqual([
    'failed',
    'passed',
  ])
})

const revoked = `${made}    # with the token
  - id: revoke
    call: /client_sessions/revoke
    body: { client_session_id: "\${{ session_id }}" }
  - id: gone
    after: revoke
    call: /client_sessions/get
    body: { client_session_id: "\${{ session_id }}" }
`

test('a step with after runs if that step succeeded', async () => {
  const { outcome } = await runSteps(revoked)
  expect(outcome.steps.map(({ status }) => status)).toEqual([
    'passed',
    'passed',
    'passed',
  ])
})

test('a step with after is not judged if that step failed', async () => {
  const { outcome } = await runSteps(revoked, {
    faults: at('/client_sessions/revoke', 404, {}),
  })
  expect(outcome.steps.at(-1)).toMatchObject({
    status: 'not-judged',
    reason: 'step "revoke" did not succeed',
  })
})

test('a value that is missing in the response is one finding', async () => {
  const { outcome } = await runSteps(`
  - id: list
    call: /client_sessions/list
    body: {}
    save: { first: "client_sessions[0].token" }
  - id: get
    call: /client_sessions/get
    as: { client_session: "\${{ first }}" }
`)
  expect(findingsOf(outcome)).toEqual([
    'expectation capture-missing body.client_sessions[0].token',
  ])
})

test('a step without its credential is not judged, and the reason names the variable to set', async () => {
  const { outcome } = await runSteps(
    `
  - id: list
    call: /client_sessions/list
    as: pat_with_workspace
`,
    { target: (target) => ({ ...target, keyring: {} }) },
  )
  expect(outcome).toMatchObject({
    status: 'not-judged',
    reason: 'its credential is not configured: set SEAM_PERSONAL_ACCESS_TOKEN',
  })
})

test('no outcome contains a credential or a token, however the API repeated it', async () => {
  const { outcome, sandbox } = await runSteps(made, {
    faults: {
      reply: (reply, { headers }) => ({
        ...reply,
        headers: { ...reply.headers, 'x-echo': String(headers.authorization) },
      }),
    },
  })
  const text = JSON.stringify(outcome)
  expect(text).not.toContain(sandbox.seed.apiKey)
  expect(text).not.toMatch(/seam_cst/)
  expect(outcome.steps[0]?.exchange?.request.headers).toContainEqual([
    'authorization',
    'Bearer $SEAM_API_KEY',
  ])
})
