/** Responses about another session than the request names. */
import { expect, test } from '@playwright/test'
import { onBody, onSession } from '../../../src/sandbox/mutants/change.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { findingsOf, runSteps } from '../kit.ts'

const create = `
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
    save:
      id: client_session.client_session_id
      token: { from: client_session.token, secret: true }
`
const somebodys = {
  client_session_id: '11111111-1111-4111-8111-111111111111',
  user_identifier_key: 'somebody',
  token: 'seam_cst1somebody_0seamwatch0made0up',
}

const reads = (method: string) => `${create}
  - id: get by id
    call: /client_sessions/get
    method: ${method}
    body: { client_session_id: "\${{ id }}" }
  - id: get by token
    call: /client_sessions/get
    method: ${method}
    as: { client_session: "\${{ token }}" }
  - id: list
    call: /client_sessions/list
    method: ${method}
    body: { client_session_id: "\${{ id }}", user_identifier_key: "\${{ run.marker }}" }
`
const mismatched = (at: string) => `expectation session-mismatched body.${at}`

for (const method of ['GET', 'POST']) {
  test(`${method} get by id must show the session of that id`, async () => {
    const faults = onSession(`${method} /client_sessions/get`, (it) => ({
      ...it,
      ...somebodys,
    }))
    const { outcome } = await runSteps(reads(method), { faults })
    expect(findingsOf(outcome)).toContain(
      mismatched('client_session.client_session_id'),
    )
  })

  test(`${method} list must show sessions of the id and key alone`, async () => {
    const faults = onBody(`${method} /client_sessions/list`, (body) => ({
      ...body,
      client_sessions: [body.client_sessions]
        .flat()
        .map((it) => ({ ...Object(it), ...somebodys })),
    }))
    const { outcome } = await runSteps(reads(method), { faults })
    expect(findingsOf(outcome)).toEqual([
      mismatched('client_sessions[0].client_session_id'),
      mismatched('client_sessions[0].user_identifier_key'),
    ])
  })

  test(`${method} get with a token must show the session of the token`, async () => {
    const faults: Fault = {
      handle: (given, next) => {
        const isMeant = given.caller.kind === 'client_session'
        const reply = next(given)
        if (!isMeant) return reply
        const token = 'seam_cst1unknown_0seamwatch0made0up'
        const { client_session: session } = Object(reply.body)
        return {
          ...reply,
          body: { client_session: { ...session, token }, ok: true },
        }
      },
    }
    const { outcome } = await runSteps(reads(method), { faults })
    expect(findingsOf(outcome)).toEqual([mismatched('client_session.token')])
  })
}

test('a session that shows what the request names is right', async () => {
  for (const method of ['GET', 'POST']) {
    const { outcome } = await runSteps(reads(method))
    expect(findingsOf(outcome)).toEqual([])
  }
})

test('two responses with one request id are found once for the run', async () => {
  const faults: Fault = {
    reply: (reply) => ({
      ...reply,
      headers: { ...reply.headers, 'seam-request-id': 'request1' },
    }),
  }
  const { outcome } = await runSteps(reads('GET'), { faults })
  const found = outcome.steps.flatMap(({ findings }) => findings)
  expect(new Set(found.map(({ code }) => code))).toEqual(
    new Set(['request-id-repeated']),
  )
  expect(new Set(found.map(({ operation }) => operation))).toEqual(
    new Set(['']),
  )
})

const refused = (credential: string) => `${create.replace(/ {6}id: .*\n/, '')}
  - id: refused
    call: /client_sessions/list
    as: { ${credential} }
    body: { user_identifier_key: "\${{ run.marker }}" }
    expect_refused: true
`
const with403: Fault = {
  reply: (reply) => (reply.status === 401 ? { ...reply, status: 403 } : reply),
}

test('an invalid credential that gets 403 in place of 401 breaks SDKs', async () => {
  const steps = refused('api_key: seam_test1unknown_0123456789abcdef').replace(
    /    save:\n.*\n/,
    '',
  )
  const { outcome } = await runSteps(steps, { faults: with403 })
  expect(findingsOf(outcome)).toEqual([
    'breaking-drift refusal-status-wrong status',
  ])
})

test('a valid credential of another kind may get 403', async () => {
  const steps = refused('client_session: "${{ token }}"')
  const { outcome } = await runSteps(steps, { faults: with403 })
  expect(findingsOf(outcome)).toEqual([
    'spec-gap status-beyond-contract status',
  ])
})
