/** Mutants of meaning: replies of the right shape that say or do another thing. */
import { randomUUID } from 'node:crypto'
import { onHandle, onSession } from './change.ts'
import { breaks, shortOf, unmet } from './mutant.ts'
import type { Mutant } from './mutant.ts'
import { isList, sessionOperations } from './api-shape.ts'
import type { Authorized } from '../faults.ts'
import type { JsonObject, Reply } from '../replies.ts'
import type { Session } from '../store.ts'

const dayMs = 24 * 60 * 60 * 1000

type Row = readonly [
  id: string,
  what: string,
  operations: readonly string[],
  change: (session: JsonObject) => JsonObject,
  more?: Partial<Pick<Mutant, 'caughtBy' | 'also' | 'isSeenElsewhere'>>,
]

const creating = sessionOperations.filter((it) => it.endsWith('/create'))
const reading = sessionOperations.filter((it) => !it.endsWith('/create'))
const all = sessionOperations

function movedFrom(session: JsonObject, name: string, byMs: number): string {
  return new Date(Date.parse(String(session[name])) + byMs).toISOString()
}

/** Each of these sessions would be right somewhere else. */
const altered: readonly Row[] = [
  [
    'other-id',
    'the id is that of nobody',
    reading,
    (it) => ({ ...it, client_session_id: randomUUID() }),
    {
      caughtBy: unmet,
      also: {
        codes: ['status-undocumented'],
        reason: 'the id is sent on, and nobody has it',
      },
    },
  ],
  [
    'other-id',
    'the id is that of nobody',
    creating,
    (it) => ({ ...it, client_session_id: randomUUID() }),
    {
      caughtBy: breaks('status-undocumented'),
      isSeenElsewhere: true,
      also: {
        codes: ['expectation-unmet'],
        reason: 'lists by that id find nothing',
      },
    },
  ],
  [
    'other-workspace',
    'the workspace is another one',
    all,
    (it) => ({ ...it, workspace_id: randomUUID() }),
  ],
  [
    'other-key',
    'the user_identifier_key is another one',
    all,
    (it) => ({ ...it, user_identifier_key: 'somebody' }),
  ],
  [
    'key-forgotten',
    'the user_identifier_key is null',
    all,
    (it) => ({ ...it, user_identifier_key: null }),
  ],
  [
    'other-token',
    'the token is another one',
    reading,
    (it) => ({ ...it, token: `seam_cst1_${randomUUID()}` }),
    {
      also: {
        codes: ['credential-unaccepted'],
        reason: 'the token is used, and nobody has it',
      },
    },
  ],
  [
    'count-negative',
    'device_count is negative',
    all,
    (it) => ({ ...it, device_count: -1 }),
  ],
  [
    'created-in-future',
    'created_at is later than expires_at',
    all,
    (it) => ({ ...it, created_at: movedFrom(it, 'expires_at', dayMs) }),
  ],
  [
    'expired-at-birth',
    'expires_at is earlier than created_at',
    all,
    (it) => ({ ...it, expires_at: movedFrom(it, 'created_at', -dayMs) }),
  ],
  [
    'created-moves',
    'created_at is a second later with each call',
    reading,
    (it) => ({ ...it, created_at: movedFrom(it, 'created_at', 1000) }),
  ],
  [
    'webviews-hidden',
    'connect_webview_ids is empty',
    all,
    (it) => ({ ...it, connect_webview_ids: [] }),
  ],
  [
    'accounts-hidden',
    'connected_account_ids is empty',
    all,
    (it) => ({ ...it, connected_account_ids: [] }),
  ],
  [
    'identities-hidden',
    'user_identity_ids is empty',
    all,
    (it) => ({ ...it, user_identity_ids: [], user_identity_id: undefined }),
  ],
]

const alterations = altered.flatMap(
  ([id, description, operations, change, more]) =>
    operations.map((operation): Mutant => {
      return {
        id: `${id}/${shortOf(operation)}`,
        description,
        operations: [operation],
        caughtBy: unmet,
        isSeenElsewhere: !isList(operation),
        ...more,
        faults: () => onSession(operation, change),
      }
    }),
)

/** Another session of the same workspace, the one that was made last. */
function anotherThan(id: unknown, { state }: Authorized): Session | undefined {
  const { store, seed } = state
  return store.all(seed.workspaceId).findLast((it) => it.id !== id)
}

const swapped = ['GET /client_sessions/get', 'POST /client_sessions/get'].map(
  (operation): Mutant => {
    return {
      id: `another-session/${shortOf(operation)}`,
      description: "another session's body is answered",
      operations: [operation],
      caughtBy: unmet,
      faults: () =>
        onHandle(operation, (authorized, next) => {
          const { client_session_id: id } = authorized.parameters
          const other = anotherThan(id, authorized)
          if (!other || typeof id !== 'string') return next(authorized)
          if (next(authorized).status !== 200) return next(authorized)
          return next({
            ...authorized,
            parameters: { client_session_id: other.id },
          })
        }),
    }
  },
)

/** The session that a request names, as it is stored. */
function stored({ parameters, state }: Authorized): Session | undefined {
  const { store, seed } = state
  const { client_session_id: id, user_identifier_key: key } = parameters
  if (typeof id === 'string') return store.findById(seed.workspaceId, id)
  return typeof key === 'string'
    ? store.findByKey(seed.workspaceId, key)
    : undefined
}

const grantOperations = [
  'PATCH /client_sessions/grant_access',
  'POST /client_sessions/grant_access',
]

type Act = (
  authorized: Authorized,
  next: (authorized: Authorized) => Reply,
) => Reply

const grantActs: readonly (readonly [string, string, Act])[] = [
  [
    'grants-nothing',
    'the session is answered as it was',
    (authorized, next) => {
      const { client_session_id, user_identifier_key } = authorized.parameters
      const before = stored(authorized)
      const reply = next(authorized)
      if (reply.status !== 200 || !before) return reply
      authorized.state.store.put(before)
      return next({
        ...authorized,
        parameters: { client_session_id, user_identifier_key },
      })
    },
  ],
  [
    'only-echoes',
    'the grant is answered and not kept',
    (authorized, next) => {
      const before = stored(authorized)
      const reply = next(authorized)
      if (before) authorized.state.store.put(before)
      return reply
    },
  ],
  [
    'replaces',
    'the grant replaces what was granted before',
    (authorized, next) => {
      const before = stored(authorized)
      if (before) {
        authorized.state.store.put({
          ...before,
          connectWebviewIds: [],
          connectedAccountIds: [],
          userIdentityIds: [],
        })
      }
      const reply = next(authorized)
      if (before && reply.status !== 200) authorized.state.store.put(before)
      return reply
    },
  ],
  [
    'renews-token',
    'the grant mints a new token',
    (authorized, next) => {
      const before = stored(authorized)
      if (before)
        authorized.state.store.put({
          ...before,
          token: `seam_cst1_${randomUUID().replaceAll('-', '')}`,
        })
      return next(authorized)
    },
  ],
  [
    'extends-expiry',
    'the grant moves the expiry',
    (authorized, next) => {
      const before = stored(authorized)
      if (before)
        authorized.state.store.put({
          ...before,
          expiresAtMs: before.expiresAtMs + dayMs,
        })
      return next(authorized)
    },
  ],
]

const grants = grantOperations.flatMap((operation) =>
  grantActs.map(([id, description, act]): Mutant => {
    return {
      id: `${id}/${shortOf(operation)}`,
      description,
      operations: [operation],
      caughtBy: unmet,
      isSeenElsewhere: true,
      ...(id === 'renews-token' && {
        also: {
          codes: ['credential-unaccepted'],
          reason: 'the old token is refused from then on',
        },
      }),
      faults: () => onHandle(operation, act),
    }
  }),
)

export const semantics: readonly Mutant[] = [
  ...alterations,
  ...swapped,
  ...grants,
]
