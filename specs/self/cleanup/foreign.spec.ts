import { expect, test } from '@playwright/test'
import type { Fault } from '../../../src/sandbox/faults.ts'
import type { Session, Store } from '../../../src/sandbox/store.ts'
import { findingsOf, planOf, runSteps } from '../kit.ts'
import { made } from '../run/steps.ts'

const janesId = '11111111-1111-4111-8111-111111111111'
const workspaceId = '5b1d4e0e-2f3c-4a57-9d55-1c0a7f1e0001'

/** A session that somebody else created long ago. */
function janes(given: Partial<Session> = {}): Session {
  return {
    id: janesId,
    workspaceId,
    token: 'seam_cst1jane_0seamwatch0made0up',
    createdAt: '2026-01-02T03:04:05.678901Z',
    expiresAtMs: Date.now() + 1e9,
    userIdentifierKey: 'jane_doe',
    customerKey: undefined,
    connectedAccountIds: [],
    connectWebviewIds: [],
    userIdentityIds: [],
    isRevoked: false,
    ...given,
  }
}

/** Each request that creates is answered with a session of somebody else. */
function answering(
  session: Session,
  { alsoCreates }: { readonly alsoCreates: boolean },
): Fault {
  return {
    handle: (authorized, next) => {
      const { call, state } = authorized
      if (!/\/(create|get_or_create)$/.test(call.path)) return next(authorized)
      if (!state.store.findById(workspaceId, session.id)) {
        state.store.put(session)
      }
      if (alsoCreates) next(authorized)
      const { id, token, createdAt, expiresAtMs } = session
      const client_session = {
        client_session_id: id,
        workspace_id: workspaceId,
        created_at: createdAt,
        expires_at: new Date(expiresAtMs).toISOString(),
        token,
        user_identifier_key: session.userIdentifierKey,
        device_count: 0,
        connected_account_ids: [],
        connect_webview_ids: [],
        user_identity_ids: [],
      }
      return { status: 200, headers: {}, body: { ok: true, client_session } }
    },
  }
}

function idsIn(store: Store): readonly string[] {
  return store.all(workspaceId).map(({ id }) => id)
}

function madeBy(path: string, body: string): string {
  return `
  - id: create
    call: /client_sessions/${path}
    body: ${body}
    save: { session_id: client_session.client_session_id }
    undo: { call: /client_sessions/delete, body: { client_session_id: "\${{ session_id }}" } }
`
}

const soon = '{ expires_at: "${{ time(+4271s) }}" }'
const ways = [
  { what: 'create under a marker', steps: made },
  {
    what: 'get_or_create under a marker',
    steps: madeBy(
      'get_or_create',
      '{ user_identifier_key: "${{ run.marker }}" }',
    ),
  },
  { what: 'create without a key', steps: madeBy('create', soon) },
  { what: 'create without key and expiry', steps: madeBy('create', '{}') },
  {
    what: 'create under a key of the scenario',
    steps: madeBy('create', '{ user_identifier_key: john_doe }'),
  },
]

for (const { what, steps } of ways) {
  for (const [whose, session] of [
    ['with a key', janes()],
    ['without a key', janes({ userIdentifierKey: null })],
  ] as const) {
    for (const alsoCreates of [false, true]) {
      const also = alsoCreates ? ', although it creates one' : ''
      test(`a session ${whose} of somebody else is not deleted when ${what} answers it${also}`, async () => {
        const { outcome, sandbox } = await runSteps(steps, {
          faults: answering(session, { alsoCreates }),
        })
        expect(sandbox.state.findById(workspaceId, janesId)).toBe(session)
        expect(findingsOf(outcome)).toContain(
          'expectation session-foreign session',
        )
        expect(outcome.cleanup).toContainEqual(
          expect.objectContaining({
            status: 'left-behind',
            sessionId: janesId,
          }),
        )
        // Nothing shows which session a create without its own mark has made.
        if (what.includes('marker') || steps.includes(soon)) {
          expect(idsIn(sandbox.state)).toEqual([janesId])
        }
      })
    }
  }
}

test('get_or_create under a key that is no marker is refused, whatever its undo', () => {
  expect(() =>
    planOf(madeBy('get_or_create', '{ user_identifier_key: jane_doe }')),
  ).toThrow(
    'literal.yaml:7:34: Step "create" may get a session of somebody else, which no run deletes [key-missing]',
  )
})

test('a session that create answers under the same key is deleted only if it is new', async () => {
  const steps = madeBy('create', '{ user_identifier_key: jane_doe }')
  const { sandbox } = await runSteps(steps, {
    faults: answering(janes(), { alsoCreates: false }),
  })
  expect(idsIn(sandbox.state)).toEqual([janesId])
  const healthy = await runSteps(steps)
  expect(healthy.outcome.status).toBe('passed')
  expect(idsIn(healthy.sandbox.state)).toEqual([])
})

test('a new session without key and expiry is deleted', async () => {
  const { outcome, sandbox } = await runSteps(madeBy('create', '{}'))
  expect(outcome.status).toBe('passed')
  expect(idsIn(sandbox.state)).toEqual([])
})

test('an undo does not delete a session that its case did not create', async () => {
  const { outcome, sandbox } = await runSteps(
    `
  - id: list
    call: /client_sessions/list
    body: {}
    undo: { call: /client_sessions/delete, body: { client_session_id: ${janesId} } }
`,
    {
      faults: {
        handle: (authorized, next) => {
          const { store } = authorized.state
          if (store.size() === 0) store.put(janes())
          return next(authorized)
        },
      },
    },
  )
  expect(idsIn(sandbox.state)).toEqual([janesId])
  expect(findingsOf(outcome)).toEqual(['expectation session-foreign session'])
})

test('nothing is deleted if no look shows whose session it is', async () => {
  const { outcome, sandbox } = await runSteps(made, {
    faults: {
      handle: (authorized, next) =>
        /\/(get|list)$/.test(authorized.call.path)
          ? { status: 500, headers: {}, body: {} }
          : next(authorized),
    },
  })
  expect(sandbox.state.size()).toBe(1)
  expect(findingsOf(outcome)).toEqual(['outage undo-unclear session'])
})

test('a session is deleted although get denies that it exists', async () => {
  const { sandbox } = await runSteps(made, {
    faults: {
      handle: (authorized, next) =>
        authorized.call.path.endsWith('/get')
          ? next({ ...authorized, parameters: { client_session_id: janesId } })
          : next(authorized),
    },
  })
  expect(sandbox.state.size()).toBe(0)
})

test('cleanup sends one look before a delete and one after it', async () => {
  const paths: string[] = []
  await runSteps(made, {
    faults: {
      handle: (authorized, next) => {
        paths.push(authorized.call.path.replace('/client_sessions/', ''))
        return next(authorized)
      },
    },
  })
  expect(paths).toEqual(['create', 'get', 'delete', 'get'])
})
