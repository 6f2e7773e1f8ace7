import { expect, test } from '@playwright/test'
import { findingsOf, runSteps } from '../kit.ts'

const create = `
  - id: create
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
`

/** Sends the same response to every request. */
function answer(
  status: number,
  {
    type = 'application/json',
    body = '',
  }: { type?: string; body?: string } = {},
) {
  return {
    reply: () => ({ status, headers: { 'content-type': type }, body }),
  }
}

async function found(faults: Parameters<typeof runSteps>[1]) {
  const { outcome } = await runSteps(create, faults)
  return { status: outcome.status, findings: findingsOf(outcome) }
}

test('a response as the contract documents it raises nothing', async () => {
  expect(await found({})).toEqual({ status: 'passed', findings: [] })
})

test('a 503 is an outage, not drift', async () => {
  expect(await found({ faults: answer(503, { body: '{}' }) })).toEqual({
    status: 'inconclusive',
    findings: ['outage server-error status'],
  })
})

test('an HTML 403 is an outage at the edge, not a rejected credential', async () => {
  const faults = answer(403, { type: 'text/html', body: '<h1>Denied</h1>' })
  expect(await found({ faults })).toEqual({
    status: 'inconclusive',
    findings: ['outage edge-blocked status'],
  })
})

test('a 429 is an outage and names how long to wait', async () => {
  const faults = {
    reply: () => ({ status: 429, headers: { 'retry-after': '70' } }),
  }
  const { outcome } = await runSteps(create, { faults })
  expect(findingsOf(outcome)).toEqual(['outage rate-limited status'])
  expect(outcome.steps[0]?.findings[0]?.received).toBe('429, Retry-After: 70')
})

test('a redirect is drift and is not followed', async () => {
  const faults = {
    reply: () => ({
      status: 307,
      headers: { location: 'http://127.0.0.1:9/elsewhere' },
    }),
  }
  expect(await found({ faults })).toEqual({
    status: 'failed',
    findings: ['breaking-drift redirect-answered status'],
  })
})

test('an undocumented status is drift, and its body is not judged', async () => {
  const faults = answer(418, { body: '{"nothing":"of the session"}' })
  expect(await found({ faults })).toEqual({
    status: 'failed',
    findings: ['breaking-drift status-undocumented status'],
  })
})

test('a documented status that the scenario does not want is an expectation', async () => {
  const faults = answer(400, {
    body: '{"error":{"type":"invalid_input","message":"no"},"ok":false}',
  })
  const { outcome } = await runSteps(create, { faults })
  expect(findingsOf(outcome)).toEqual(['expectation status-unexpected status'])
  expect(outcome.steps[0]?.findings[0]?.received).toBe('400 invalid_input: no')
})

test('an undocumented status that the scenario expects is a gap, and passes', async () => {
  const { outcome } = await runSteps(
    `
  - id: no credential
    call: /client_sessions/get
    body: { client_session_id: 7d6ef1b8-35d4-4b2a-8a4e-9d9c3a1f0b11 }
    expect_status: [400, 404]
`,
  )
  expect(outcome.status).toBe('passed')
  expect(findingsOf(outcome)).toEqual([
    'spec-gap status-beyond-contract status',
  ])
})

test('a rejected credential that another operation accepts is an auth regression', async () => {
  const faults = {
    authorize: (attempt: never, next: (attempt: never) => never) =>
      next(attempt),
    reply: (reply: never, { path }: { path: string }) =>
      path === '/client_sessions/create' ? unauthorized : reply,
  }
  expect(await found({ faults: faults as never })).toEqual({
    status: 'failed',
    findings: ['auth-regression credential-unaccepted status'],
  })
})

test('a credential that is rejected everywhere is one finding of its own', async () => {
  expect(await found({ faults: { reply: () => unauthorized } })).toEqual({
    status: 'inconclusive',
    findings: ['credential credential-refused status'],
  })
})

test('a request that is accepted without a credential is a bypass', async () => {
  const { outcome } = await runSteps(
    `
  - id: no credential
    call: /client_sessions/list
    as: none
    expect_refused: true
`,
    { faults: answer(200, { body: '{"client_sessions":[],"ok":true}' }) },
  )
  expect(findingsOf(outcome)).toEqual(['auth-bypass refusal-missing status'])
})

test('a rejection that is expected passes', async () => {
  const { outcome } = await runSteps(
    `
  - id: no credential
    call: /client_sessions/list
    as: none
    expect_refused: true
`,
  )
  expect(outcome.status).toBe('passed')
})

test('a slow response breaks the latency budget of the scenario', async () => {
  const slow = {
    reply: async <T>(reply: T): Promise<T> => {
      await new Promise((resolve) => setTimeout(resolve, 60))
      return reply
    },
  }
  const { outcome } = await runSteps(
    `
  - id: list
    call: /client_sessions/list
    within: 50ms
`,
    { faults: slow },
  )
  expect(findingsOf(outcome)).toEqual(['latency latency-over-budget duration'])
})

const unauthorized = {
  status: 401,
  headers: { 'content-type': 'application/json' },
  body: { error: { type: 'unauthorized', message: 'no' }, ok: false },
}
