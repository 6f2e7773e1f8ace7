/** Mutants of persistence: the API ignores parameters, lists other sessions than
 * it has, or does not revoke and delete. */
import { ignoring, isObject, onBody, onHandle } from './change.ts'
import {
  bothUnmet,
  breaks,
  cellsAt,
  mismatched,
  shortOf,
  unmet,
} from './mutant.ts'
import type { Mutant } from './mutant.ts'
import type { Fault } from '../faults.ts'
import { renderSession } from '../sessions.ts'
import type { Session } from '../store.ts'

const creating = [
  'PUT /client_sessions/create',
  'POST /client_sessions/create',
  'POST /client_sessions/get_or_create',
]
const granting = [
  'PATCH /client_sessions/grant_access',
  'POST /client_sessions/grant_access',
]
const listing = ['GET /client_sessions/list', 'POST /client_sessions/list']

type Ignored = readonly [
  id: string,
  names: readonly string[],
  operations: readonly string[],
]

const unchecked = 'the parameter is not validated either'
const ignored: readonly Ignored[] = [
  ['expires_at', ['expires_at'], creating],
  [
    'connected_account_ids',
    ['connected_account_ids'],
    [...creating, ...granting],
  ],
  ['connect_webview_ids', ['connect_webview_ids'], [...creating, ...granting]],
  ['user_identity_id', ['user_identity_id'], [...creating, ...granting]],
  ['user_identity_ids', ['user_identity_ids'], [...creating, ...granting]],
]

const ignoredParameters = ignored.flatMap(([id, names, operations]) =>
  operations.map((operation): Mutant => {
    return {
      id: `ignores-${id}/${shortOf(operation)}`,
      description: `the API ignores ${id}`,
      operations: [operation],
      caughtBy: unmet,
      isSeenElsewhere: true,
      also: { codes: ['status-unexpected'], reason: unchecked },
      faults: () => ignoring(operation, names),
    }
  }),
)

/** Invalid keys are rejected all the same. */
const ignoredKeys = creating.map((operation): Mutant => {
  return {
    id: `ignores-user_identifier_key/${shortOf(operation)}`,
    description: 'the API ignores user_identifier_key',
    operations: [operation],
    caughtBy: unmet,
    isSeenElsewhere: true,
    also: {
      codes: ['status-undocumented', 'status-unexpected', 'session-mismatched'],
      reason: 'no session has the key, and publishable keys need one',
    },
    faults: () =>
      onHandle(operation, (authorized, next) => {
        const { user_identifier_key: key, ...rest } = authorized.parameters
        if (typeof key !== 'string' || key === '') return next(authorized)
        return next({ ...authorized, parameters: rest })
      }),
  }
})

/** A customer's session, which no run created. */
const customers: Session = {
  id: '11111111-1111-4111-8111-111111111111',
  workspaceId: '',
  token: 'seam_cst1customer_0seamwatch0made0up',
  createdAt: '2026-01-02T03:04:05.678901Z',
  expiresAtMs: Date.parse('2100-01-01T00:00:00Z'),
  userIdentifierKey: 'a_customer',
  customerKey: undefined,
  connectedAccountIds: [],
  connectWebviewIds: [],
  userIdentityIds: [],
  isRevoked: false,
}

const answeredWithAnother = creating.map((operation): Mutant => {
  return {
    id: `answers-another/${shortOf(operation)}`,
    description:
      'the API responds with a customer’s session, not with the one that it creates',
    operations: [operation],
    caughtBy: { class: 'expectation', code: 'session-foreign' },
    isSeenElsewhere: true,
    also: {
      codes: [
        'expectation-unmet',
        'session-mismatched',
        'status-unexpected',
        'status-undocumented',
      ],
      reason: 'the session has none of the parameters, and is no new one',
    },
    faults: () =>
      onHandle(operation, (authorized, next) => {
        const reply = next(authorized)
        const { caller, state } = authorized
        const workspace = state.workspaces.get(caller.workspaceId)
        if (reply.status !== 200 || !workspace) return reply
        const another = { ...customers, workspaceId: caller.workspaceId }
        state.store.put(another)
        const client_session = renderSession(another, {
          caller,
          workspace,
          state,
        })
        return { ...reply, body: { ok: true, client_session } }
      }),
  }
})

const filters = listing.flatMap((operation) =>
  ['client_session_id', 'user_identifier_key'].map((name): Mutant => {
    return {
      id: `ignores-${name}/${shortOf(operation)}`,
      description: `the API does not filter the list by ${name}`,
      operations: [operation],
      caughtBy: mismatched,
      also: {
        codes: [...bothUnmet.codes, 'status-unexpected'],
        reason: unchecked,
      },
      faults: () => ignoring(operation, [name]),
    }
  }),
)

const freeFilters = [
  'connect_webview_id',
  'user_identity_id',
  'without_user_identifier_key',
].map((name, turn): Mutant => {
  const operation = listing[turn % listing.length] ?? ''
  return {
    id: `ignores-${name}/${shortOf(operation)}`,
    description: `the API does not filter the list by ${name}`,
    operations: [operation],
    caughtBy: mismatched,
    also: bothUnmet,
    faults: () => ignoring(operation, [name]),
  }
})

type Relist = readonly [
  id: string,
  what: string,
  change: (items: readonly unknown[]) => readonly unknown[],
]

const relists: readonly Relist[] = [
  ['omits', 'the list omits the last session', (it) => it.slice(0, -1)],
  ['shortens', 'the list holds one session at most', (it) => it.slice(0, 1)],
  [
    'repeats',
    'the list repeats the first session',
    (it) => [...it.slice(0, 1), ...it],
  ],
]

const lists = listing.flatMap((operation) =>
  relists.map(([id, description, change]): Mutant => {
    return {
      id: `list-${id}/${shortOf(operation)}`,
      description,
      operations: [operation],
      caughtBy: unmet,
      faults: () =>
        onBody(operation, (body) => ({
          ...body,
          client_sessions: Array.isArray(body.client_sessions)
            ? change(body.client_sessions)
            : body.client_sessions,
        })),
    }
  }),
)

/** Restores the session after the operation. */
function restoring(operation: string): Fault {
  return onHandle(operation, (authorized, next) => {
    const { store, seed } = authorized.state
    const id = authorized.parameters.client_session_id
    const before =
      typeof id === 'string' ? store.findById(seed.workspaceId, id) : undefined
    const reply = next(authorized)
    if (before) store.put(before)
    return reply
  })
}

const renewedOnes = (
  [
    {
      id: 'keeps-renewed/POST-delete',
      description:
        'delete responds with ok and keeps a session that was renewed',
      caughtBy: { class: 'expectation', code: 'undo-failed' },
      faults: () => keepingRenewed(200),
    },
    {
      id: 'fails-renewed/POST-delete',
      description: 'delete fails for a session that was renewed',
      caughtBy: { class: 'outage', code: 'undo-unclear' },
      faults: () => keepingRenewed(503),
    },
  ] as const
) // codes, not any text
  .map((mutant): Mutant => ({
    ...mutant,
    operations: [
      'POST /client_sessions/get_or_create',
      'POST /client_sessions/delete',
    ],
  }))

const endings: readonly Mutant[] = [
  {
    id: 'revokes-nothing',
    description: 'revoke responds with ok and does nothing',
    operations: ['POST /client_sessions/revoke'],
    caughtBy: { class: 'auth-bypass', code: 'refusal-missing' },
    isSeenElsewhere: true,
    cells: cellsAt(
      ['GET /client_sessions/get', 'POST /client_sessions/get'],
      ['revoked'],
    ),
    faults: () => restoring('POST /client_sessions/revoke'),
  },
  ...['DELETE /client_sessions/delete', 'POST /client_sessions/delete'].map(
    (operation): Mutant => {
      return {
        id: `deletes-nothing/${shortOf(operation)}`,
        description: 'delete responds with ok and does nothing',
        operations: [operation],
        caughtBy: unmet,
        isSeenElsewhere: true,
        also: {
          codes: ['refusal-missing'],
          reason: 'the token of the session still works',
        },
        faults: () => restoring(operation),
      }
    },
  ),
  ...renewedOnes,
]

/** Does not delete a session that get_or_create has returned twice. */
function keepingRenewed(status: number): Fault {
  const obtained = new Map<string, number>()
  return {
    handle: (authorized, next) => {
      const { path } = authorized.call
      const id = String(authorized.parameters.client_session_id)
      const isKept = path.endsWith('/delete') && (obtained.get(id) ?? 0) > 1
      if (isKept) return { status, headers: {}, body: { ok: status === 200 } }
      const reply = next(authorized)
      const session = isObject(reply.body) && reply.body.client_session
      if (path.endsWith('/get_or_create') && isObject(session)) {
        const made = String(session.client_session_id)
        obtained.set(made, (obtained.get(made) ?? 0) + 1)
      }
      return reply
    },
  }
}

/** The same token for sessions whose keys differ in the last two digits only, as
 * the markers of one case do. */
function reusingTokens(operation: string): Fault {
  const tokens = new Map<string, unknown>()
  return onBody(operation, (body) => {
    const { client_session: session } = body
    if (!isObject(session)) return body
    const stem = String(session.user_identifier_key).replace(/..$/, '')
    const token = tokens.get(stem) ?? session.token
    tokens.set(stem, token)
    return { ...body, client_session: { ...session, token } }
  })
}

const renewing = 'POST /client_sessions/get_or_create'

const tokens: readonly Mutant[] = [
  ...['PUT /client_sessions/create', 'POST /client_sessions/create'].map(
    (operation): Mutant => {
      return {
        id: `reuses-token/${shortOf(operation)}`,
        description: 'two sessions get the same token',
        operations: [operation],
        caughtBy: { class: 'auth-bypass', code: 'credential-exposed' },
        isSeenElsewhere: true,
        also: {
          codes: ['expectation-unmet'],
          reason: 'the scenario requires two tokens',
        },
        faults: () => reusingTokens(operation),
      }
    },
  ),
  {
    id: 'new-session-each-time',
    description: 'get_or_create replaces the session by a new one each time',
    operations: [renewing],
    caughtBy: unmet,
    also: {
      codes: ['status-undocumented', 'credential-unaccepted'],
      reason: 'the earlier id and token no longer exist',
    },
    isSeenElsewhere: true,
    faults: () =>
      onHandle(renewing, (authorized, next) => {
        const { store, seed } = authorized.state
        const key = authorized.parameters.user_identifier_key
        const before =
          typeof key === 'string'
            ? store.findByKey(seed.workspaceId, key)
            : undefined
        if (before) store.remove(before)
        return next(authorized)
      }),
  },
  {
    id: 'missing-is-200',
    description: 'the API responds with 200 if there is no such session',
    operations: ['GET /client_sessions/get'],
    caughtBy: { class: 'expectation', code: 'status-unexpected' },
    also: {
      codes: ['body-required-missing'],
      reason: 'there is no session to send',
    },
    faults: () => ({
      reply: (reply, call) =>
        call.operation === 'GET /client_sessions/get' && reply.status === 404
          ? { ...reply, status: 200, body: { ok: true } }
          : reply,
    }),
  },
  {
    id: 'missing-is-500',
    description: 'the API responds with 500 if there is no such session',
    operations: ['POST /client_sessions/get'],
    caughtBy: breaks('input-unhandled'),
    faults: () => ({
      reply: (reply, call) =>
        call.operation === 'POST /client_sessions/get' && reply.status === 404
          ? { ...reply, status: 500 }
          : reply,
    }),
  },
  {
    id: 'invalid-is-422',
    description: 'the API responds to invalid input with 422',
    operations: ['POST /client_sessions/create'],
    caughtBy: breaks('status-undocumented'),
    faults: () => ({
      reply: (reply, call) =>
        call.operation === 'POST /client_sessions/create' &&
        reply.status === 400
          ? { ...reply, status: 422 }
          : reply,
    }),
  },
]

export const persistence: readonly Mutant[] = [
  ...ignoredParameters,
  ...ignoredKeys,
  ...answeredWithAnother,
  ...filters,
  ...freeFilters,
  ...lists,
  ...endings,
  ...tokens,
]
