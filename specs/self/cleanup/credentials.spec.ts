/** A credential of our own that is rejected: what was created is deleted with
 * another one, or it is not created. */
import { expect, test } from '@playwright/test'
import type { Keyring } from '../../../src/auth/credential.ts'
import type { Target } from '../../../src/auth/target.ts'
import type { Outcome } from '../../../src/model/outcome.ts'
import type { Call } from '../../../src/sandbox/calls.ts'
import { ApiError } from '../../../src/sandbox/errors.ts'
import type { Fault } from '../../../src/sandbox/faults.ts'
import { findingsOf, runSteps } from '../kit.ts'
import { notingCalls } from '../noting.ts'
import { made } from '../run/steps.ts'

const expired = 'seam_test1expired_0123456789abcdef'

/** By an API key, by a publishable key, and by another request that creates. */
const steps = `${made}
  - id: create from a page
    call: /client_sessions/create
    as: publishable_key
    body: { user_identifier_key: "\${{ marker(2) }}" }
  - id: get or create
    call: /client_sessions/get_or_create
    as: publishable_key
    body: { user_identifier_key: "\${{ marker(3) }}" }
`

const read = `
  - id: read
    call: /client_sessions/get
    method: GET
    body: { client_session_id: "\${{ session_id }}" }
`

type Change = (keyring: Keyring) => Keyring

async function runAs(change: Change, faults: Fault = {}) {
  const calls: Call[] = []
  const { outcome, sandbox } = await runSteps(steps, {
    isRemote: true,
    faults: notingCalls(calls, faults),
    target: (target: Target) => ({
      ...target,
      keyring: change(target.keyring),
    }),
  })
  const created = calls.filter(({ path }) => path.endsWith('create'))
  return { outcome, left: sandbox.state.size(), created: created.length }
}

function without(...names: readonly (keyof Keyring)[]): Change {
  return (keyring) =>
    Object.fromEntries(
      Object.entries(keyring).filter(
        ([name]) => !names.includes(name as keyof Keyring),
      ), // as: a key of it
    )
}

function classesOf(outcome: Outcome): readonly string[] {
  const all = outcome.steps.flatMap(({ findings }) => findings)
  return [...new Set(all.map((it) => it.class))]
}

for (const [what, reply] of [
  ['without content', { status: 204, body: {} }],
  ['without a list', { status: 200, body: { ok: true } }],
  ['with null', { status: 200, body: { ok: true, client_sessions: null } }],
  ['with an object', { status: 200, body: { ok: true, client_sessions: {} } }],
  ['with no session', { status: 200, body: { client_sessions: [{}] } }],
] as const) {
  test(`a list that succeeds ${what} proves nothing, so nothing is created`, async () => {
    const { outcome, left, created } = await runAs((it) => it, {
      handle: (authorized, next) =>
        authorized.call.path.endsWith('/list')
          ? { headers: {}, ...reply }
          : next(authorized),
    })
    expect([left, created]).toEqual([0, 0])
    expect(outcome.status).toBe('failed')
    expect(classesOf(outcome)).toEqual(['breaking-drift'])
  })
}

test('a healthy run proves first that it can delete, and leaves nothing', async () => {
  const { outcome, left, created } = await runAs((it) => it)
  expect(outcome.status).toBe('passed')
  expect([left, created]).toEqual([0, 3])
})

for (const [what, change] of [
  [
    'an expired API key alone',
    without('pat_with_workspace', 'publishable_key'),
  ],
  [
    'an expired API key beside a valid publishable key',
    without('pat_with_workspace'),
  ],
  [
    'an expired API key and an expired personal access token',
    (it) => ({
      ...it,
      pat_with_workspace: { token: 'seam_at1expired', workspaceId: 'x' },
    }),
  ],
] as readonly (readonly [string, Change])[]) {
  test(`with ${what} nothing is created, and the API is not blamed`, async () => {
    const { outcome, left, created } = await runAs((it) => ({
      ...change(it),
      api_key: expired,
    }))
    expect([left, created]).toEqual([0, 0])
    expect(outcome.status).toBe('inconclusive')
    expect(findingsOf(outcome)).toEqual([
      'credential credential-refused status',
    ])
  })
}

for (const [what, change] of [
  ['a valid personal access token', without('publishable_key')],
  ['a valid personal access token and a publishable key', (it) => it],
] as readonly (readonly [string, Change])[]) {
  test(`with an expired API key, ${what} deletes what is created`, async () => {
    const { outcome, left, created } = await runAs((it) => ({
      ...change(it),
      api_key: expired,
    }))
    expect(left).toBe(0)
    expect(created).toBe(what.includes('publishable') ? 3 : 1)
    expect(outcome.cleanup.filter((it) => it.status !== 'undone')).toEqual([])
    expect(outcome.status).toBe('inconclusive')
    expect(classesOf(outcome)).toEqual(['credential'])
  })
}

test('without a credential that deletes, nothing is created', async () => {
  const { outcome, created } = await runAs(
    without('api_key', 'pat_with_workspace'),
  )
  expect(created).toBe(0)
  expect(outcome.status).toBe('not-judged')
  expect(outcome.steps[1]?.reason).toContain(
    'set SEAM_API_KEY or SEAM_PERSONAL_ACCESS_TOKEN',
  )
})

/** Rejects every request of our own once something was created. */
function expiring(paths: RegExp): Fault {
  let isExpired = false
  return {
    authorize: (attempt, next) => {
      if (isExpired && paths.test(attempt.operation))
        throw new ApiError('unauthorized', 'No valid credential')
      if (attempt.operation.endsWith('create')) isExpired = true
      return next(attempt)
    },
  }
}

test('a credential that expires during a run is no fault of the API', async () => {
  const { outcome, left } = await runAs(
    without('publishable_key'),
    expiring(/\/(get|list|delete)$/),
  )
  expect(left).toBe(1)
  expect(classesOf(outcome)).toEqual(['credential'])
  expect(findingsOf(outcome)).toEqual(['credential undo-refused session'])
  expect(outcome.cleanup).toMatchObject([{ status: 'left-behind' }])
})

test('a credential that expires between two steps is no fault of the API', async () => {
  const { outcome } = await runSteps(`${made}${read}`, {
    isRemote: true,
    faults: expiring(/./),
    target: (target: Target) => ({
      ...target,
      keyring: without('publishable_key', 'pat_with_workspace')(target.keyring),
    }),
  })
  expect(classesOf(outcome)).toEqual(['credential'])
})

test('a rejection by every GET is a fault of the API if POST is accepted', async () => {
  const { outcome } = await runSteps(`${made}${read}`, {
    faults: {
      authorize: (attempt, next) => {
        if (attempt.operation.startsWith('GET'))
          throw new ApiError('unauthorized', 'No valid credential')
        return next(attempt)
      },
    },
  })
  expect(findingsOf(outcome)).toEqual([
    'auth-regression credential-unaccepted status',
  ])
})

test('a delete that rejects what get accepts is a fault of the API', async () => {
  const { outcome } = await runAs(
    without('publishable_key'),
    expiring(/\/delete$/),
  )
  expect(findingsOf(outcome)).toEqual(['expectation undo-failed session'])
})

test('a delete that rejects every credential from the start creates nothing', async () => {
  const { outcome, created } = await runAs((it) => it, {
    authorize: (attempt, next) => {
      if (attempt.operation.endsWith('/delete'))
        throw new ApiError('unauthorized', 'No valid credential')
      return next(attempt)
    },
  })
  expect(created).toBe(0)
  expect(findingsOf(outcome)).toEqual([
    'auth-regression credential-unaccepted status',
  ])
})

for (const path of ['list', 'delete']) {
  test(`a target whose ${path} is down creates nothing`, async () => {
    const { outcome, created } = await runAs((it) => it, {
      reply: (reply, call) =>
        call.path.endsWith(`/${path}`)
          ? { status: 503, headers: {}, body: {} }
          : reply,
    })
    expect(created).toBe(0)
    expect(classesOf(outcome)).toEqual(['outage'])
  })
}
