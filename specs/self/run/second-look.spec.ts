/** The second look at a 5xx: an outage, or a fault that one request meets. */
import { expect, test } from '@playwright/test'
import type { Fault } from '../../../src/sandbox/faults.ts'
import type { Reply } from '../../../src/sandbox/replies.ts'
import type { Call } from '../../../src/sandbox/calls.ts'
import { findingsOf, runSteps } from '../kit.ts'

const valid = `
  - id: valid input
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}" }
`
const invalid = `
  - id: invalid input
    call: /client_sessions/create
    body: { user_identifier_key: 42 }
    expect_status: 400
`
const stranger = `
  - id: an unknown key
    call: /client_sessions/revoke
    as: { api_key: seam_test1unknown_0123456789abcdef }
    body: { client_session_id: "\${{ uuid() }}" }
    expect_refused: true
`

const down: Reply = { status: 503, headers: {} }

/** Counts what arrives. */
function failing(isMeant: (reply: Reply, call: Call) => boolean) {
  const seen: string[] = []
  const faults: Fault = {
    reply: (reply, call) => {
      seen.push(call.operation)
      return isMeant(reply, call) ? down : reply
    },
  }
  return { faults, seen }
}

test('a 5xx on invalid input alone is a fault of the API', async () => {
  const { faults } = failing(({ status }) => status === 400)
  const { outcome } = await runSteps(valid + invalid, { faults })
  expect(findingsOf(outcome)).toEqual(['breaking-drift input-unhandled status'])
  expect(outcome.status).toBe('failed')
})

test('a 5xx on an invalid credential alone is a fault of the API', async () => {
  const { faults } = failing(({ status }) => status === 401)
  const { outcome } = await runSteps(stranger, { faults })
  expect(findingsOf(outcome)).toEqual([
    'breaking-drift credential-unhandled status',
  ])
})

test('a dead operation is an outage, whatever the input', async () => {
  const { faults } = failing((_reply, { path }) => path.endsWith('/create'))
  const { outcome } = await runSteps(valid + invalid, { faults })
  expect(new Set(findingsOf(outcome))).toEqual(
    new Set(['outage server-error status']),
  )
  expect(outcome.status).toBe('inconclusive')
})

test('where the operation has not answered, a 5xx is an outage', async () => {
  const { faults } = failing((_reply, { path }) => path.endsWith('/create'))
  const { outcome } = await runSteps(invalid, { faults })
  expect(findingsOf(outcome)).toEqual(['outage server-error status'])
})

test('an API that died after valid input has an outage', async () => {
  let count = 0
  const { faults } = failing(() => (count += 1) > 1)
  const { outcome } = await runSteps(valid + invalid, { faults })
  expect(findingsOf(outcome)).toContain('outage server-error status')
  expect(outcome.status).toBe('inconclusive')
})

test('a 5xx that the same request does not meet again is an outage', async () => {
  let count = 0
  const { faults } = failing(({ status }) => status === 400 && (count += 1) < 3)
  const { outcome } = await runSteps(valid + invalid, { faults })
  expect(findingsOf(outcome)).toEqual(['outage server-error status'])
})

test('a 5xx on valid input is not sent again', async () => {
  const { faults, seen } = failing(() => true)
  await runSteps(valid, { faults })
  const creates = seen.filter((it) => it.endsWith('/create'))
  expect(creates).toEqual(['POST /client_sessions/create'])
})

test('a session that a repeated request creates is deleted', async () => {
  // It creates the session, and fails all the same.
  const faults: Fault = {
    handle: (given, next) => {
      const { user_identifier_key: key, ...rest } = given.parameters
      if (given.call.path.endsWith('/create') && rest.expires_at === 'never') {
        next({ ...given, parameters: { user_identifier_key: String(key) } })
        return down
      }
      return next(given)
    },
  }
  const steps = `${valid.replace('run.marker', 'marker(2)')}
  - id: invalid input
    call: /client_sessions/create
    body: { user_identifier_key: "\${{ run.marker }}", expires_at: never }
    expect_status: 400
`
  const { outcome, sandbox } = await runSteps(steps, { faults, isRemote: true })
  expect(findingsOf(outcome)).toEqual(['breaking-drift input-unhandled status'])
  expect(sandbox.state.size()).toBe(0)
})

/** Without an id it is a 400. */
const onUnknownDelete = (reply: Reply, { path }: Call): boolean =>
  path === '/client_sessions/delete' && reply.status === 404

test('before the first create, a 5xx on an unknown id alone is a fault of the API', async () => {
  const { faults } = failing(onUnknownDelete)
  const { outcome } = await runSteps(valid, { faults, isRemote: true })
  expect(findingsOf(outcome)).toEqual(['breaking-drift input-unhandled status'])
  expect(outcome.steps[0]?.reason).toContain('could not be deleted')
})
test('before the first create, a delete that always fails is an outage', async () => {
  const { faults } = failing((_, { path }) => path.endsWith('/delete'))
  const { outcome } = await runSteps(valid, { faults, isRemote: true })
  expect(findingsOf(outcome)).toEqual(['outage server-error status'])
})
test('before the first create, a delete that fails once is an outage', async () => {
  let count = 0
  const { faults } = failing(
    (reply, call) => onUnknownDelete(reply, call) && (count += 1) === 1,
  )
  const { outcome } = await runSteps(valid, { faults, isRemote: true })
  expect(findingsOf(outcome)).toEqual(['outage server-error status'])
})
for (const operation of ['delete', 'revoke'])
  test(`a 5xx of ${operation} on an unknown id alone is a fault of the API`, async () => {
    const steps = `
  - id: unknown
    call: /client_sessions/${operation}
    body: { client_session_id: "\${{ uuid() }}" }
    expect_status: [400, 404]
`
    const { faults } = failing(
      ({ status }, { path }) => path.endsWith(operation) && status === 404,
    )
    const { outcome } = await runSteps(steps, { faults })
    expect(findingsOf(outcome)).toEqual([
      'breaking-drift input-unhandled status',
    ])
  })
