import { expect, test } from '@playwright/test'
import { fingerprintOf } from '../../../src/model/finding.ts'
import type { Reply } from '../../../src/sandbox/replies.ts'
import { findingsOf, runSteps } from '../kit.ts'

/** A rejected request, an invalid one, and one for a session that does not exist. */
const steps = {
  401: `
  - id: refused
    call: /client_sessions/list
    as: none
    expect_refused: true
`,
  400: `
  - id: bad
    call: /client_sessions/get
    body: { client_session_id: not-a-uuid }
    expect_status: 400
`,
  404: `
  - id: unknown session
    call: /client_sessions/get
    body: { client_session_id: 7d6ef1b8-35d4-4b2a-8a4e-9d9c3a1f0b11 }
    expect_status: [400, 404]
`,
} as const

async function found(
  status: keyof typeof steps,
  change: Partial<Reply> | undefined = {},
) {
  const { outcome } = await runSteps(steps[status], {
    faults: {
      reply: (reply) => ({
        ...reply,
        ...change,
        headers: { ...reply.headers, ...change.headers },
      }),
    },
  })
  return outcome
}

const error = { type: 'unauthorized', message: 'no' }
const gap = 'spec-gap status-beyond-contract status'
const shape = 'expectation error-shape-wrong'

test("the API's own errors raise nothing", async () => {
  expect(findingsOf(await found(401))).toEqual([])
  expect(findingsOf(await found(400))).toEqual([])
  expect(findingsOf(await found(404))).toEqual([gap])
})

test('properties of an error that clients do not read may be anything', async () => {
  const body = { error: { ...error, data: [1], docs: null }, ok: false, at: 3 }
  expect(findingsOf(await found(401, { body }))).toEqual([])
})

for (const [name, body, findings] of [
  [
    'without type',
    { error: { message: 'no' }, ok: false },
    ['body.error.type'],
  ],
  [
    'with an empty type',
    { error: { ...error, type: '' }, ok: false },
    ['body.error.type'],
  ],
  ['that says ok', { error, ok: true }, ['body.ok']],
  ['that is a text', { error: 'no', ok: false }, ['body.error']],
  ['that lies flat', { ...error }, ['body.error', 'body.ok']],
  [
    'with details that are texts',
    { error: { ...error, validation_errors: { key: 'bad' } }, ok: false },
    ['body.error.validation_errors.key'],
  ],
  ['that is a list', '[]', ['body']],
  ['that is half of one', '{"error":', ['body']],
  ['without a body', '', ['body']],
] as const) {
  test(`an error ${name} is reported once for each place`, async () => {
    expect(findingsOf(await found(401, { body }))).toEqual(
      findings.map((at) => `${shape} ${at}`),
    )
  })
}

test('an error as text is one finding, of its content type', async () => {
  const text = { headers: { 'content-type': 'text/plain' }, body: 'no' }
  expect(findingsOf(await found(401, text))).toEqual([
    'expectation error-content-type-wrong header content-type',
  ])
})

test('a bare 404 is one finding: the route is missing', async () => {
  const bare = { headers: { 'content-type': 'text/plain' }, body: 'Not Found' }
  expect(findingsOf(await found(404, bare))).toEqual([
    'breaking-drift status-undocumented status',
  ])
})

test('an error page of the edge stays an outage', async () => {
  const page = { headers: { 'content-type': 'text/html' }, body: '<p>' }
  expect(findingsOf(await found(401, page))).toEqual([
    'outage edge-blocked status',
  ])
})

async function fingerprints(parameter: string) {
  const validation_errors = { [parameter]: `no ${parameter}` }
  const body = { error: { ...error, validation_errors }, ok: false }
  const { steps: done } = await found(400, { body })
  return done.flatMap(({ findings }) => findings.map(fingerprintOf))
}

test('names of parameters and values take no part in the fingerprint', async () => {
  const [first, ...others] = await fingerprints('one')
  expect(others).toEqual([])
  expect(first).toBe(
    'error-shape-wrong · POST /client_sessions/get · body.error.validation_errors',
  )
  expect(await fingerprints('another')).toEqual([first])
})

test('an error that is not JSON is not reported again by the scenario', async () => {
  const { outcome } = await runSteps(
    `
  - id: bad
    call: /client_sessions/get
    body: { client_session_id: not-a-uuid }
    expect_status: 400
    expect: { error: { type: invalid_input } }
`,
    { faults: { reply: (reply) => ({ ...reply, body: 'no' }) } },
  )
  expect(findingsOf(outcome)).toEqual([`${shape} body`])
})
