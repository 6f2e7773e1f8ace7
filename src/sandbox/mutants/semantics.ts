/** Mutants of meaning: responses of the right shape with wrong content. */
import { randomUUID } from 'node:crypto'
import { onHandle, onSession } from './change.ts'
import { bothUnmet, breaks, mismatched, shortOf, unmet } from './mutant.ts'
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

/** Each of these sessions is valid, and not the one that it should be. */
const altered: readonly Row[] = [
  [
    'other-id',
    'the id of the session is one that does not exist',
    reading,
    (it) => ({ ...it, client_session_id: randomUUID() }),
    {
      caughtBy: unmet,
      also: {
        codes: ['status-undocumented'],
        reason: 'later steps send the id',
      },
    },
  ],
  [
    'other-id',
    'the id of the session is one that does not exist',
    creating,
    (it) => ({ ...it, client_session_id: randomUUID() }),
    {
      caughtBy: breaks('status-undocumented'),
      isSeenElsewhere: true,
      also: {
        codes: ['expectation-unmet'],
        reason: 'a list by that id is empty',
      },
    },
  ],
  [
    'other-workspace',
    'workspace_id is that of another workspace',
    all,
    (it) => ({ ...it, workspace_id: randomUUID() }),
  ],
  [
    'other-key',
    'user_identifier_key is another one',
    all,
    (it) => ({ ...it, user_identifier_key: 'somebody' }),
  ],
  [
    'key-forgotten',
    'user_identifier_key is null',
    all,
    (it) => ({ ...it, user_identifier_key: null }),
  ],
  [
    'other-token',
    'the token is one that does not exist',
    reading,
    (it) => ({ ...it, token: `seam_cst1_${randomUUID()}` }),
    {
      also: {
        codes: ['credential-unaccepted'],
        reason: 'later steps send the token',
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
    'created_at is a second later than at creation',
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

/** A creation names the key, and no scenario need require it. */
function isOfKey(id: string): boolean {
  return id === 'other-key' || id === 'key-forgotten'
}

const alterations = altered.flatMap(
  ([id, description, operations, change, more]) =>
    operations.map((operation): Mutant => {
      return {
        id: `${id}/${shortOf(operation)}`,
        description,
        operations: [operation],
        caughtBy: isOfKey(id) && /create/.test(operation) ? mismatched : unmet,
        isSeenElsewhere: !isList(operation),
        ...more,
        also: {
          codes: [...bothUnmet.codes, ...(more?.also?.codes ?? [])],
          reason: more?.also?.reason ?? bothUnmet.reason,
        },
        faults: () => onSession(operation, change),
      }
    }),
)

/** The newest other session of the workspace. */
function anotherThan(id: unknown, { state }: Authorized): Session | undefined {
  const { store, seed } = state
  return store.all(seed.workspaceId).findLast((it) => it.id !== id)
}

const swapped = ['GET /client_sessions/get', 'POST /client_sessions/get'].map(
  (operation): Mutant => {
    return {
      id: `another-session/${shortOf(operation)}`,
      description: 'the API responds with another session',
      operations: [operation],
      caughtBy: unmet,
      also: bothUnmet,
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
    'the API grants nothing',
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
    'the API shows the grant in the response and does not store it',
    (authorized, next) => {
      const before = stored(authorized)
      const reply = next(authorized)
      if (before) authorized.state.store.put(before)
      return reply
    },
  ],
  [
    'replaces',
    'a grant replaces earlier grants',
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
    'replaces-its-kind',
    'a grant replaces earlier grants of the same kind',
    (authorized, next) => {
      const before = stored(authorized)
      const { connected_account_ids: granted } = authorized.parameters
      if (before && granted !== undefined)
        authorized.state.store.put({ ...before, connectedAccountIds: [] })
      const reply = next(authorized)
      if (before && reply.status !== 200) authorized.state.store.put(before)
      return reply
    },
  ],
  [
    'takes-the-last',
    'a grant of several resources stores the last one alone',
    (authorized, next) => {
      const { connected_account_ids: granted } = authorized.parameters
      const before = stored(authorized)
      const reply = next(authorized)
      const after = stored(authorized)
      const areSeveral = Array.isArray(granted) && granted.length > 1
      if (reply.status !== 200 || !before || !after || !areSeveral) return reply
      const last = String(granted.at(-1))
      const kept = before.connectedAccountIds.filter(
        (id) => !granted.includes(id),
      )
      authorized.state.store.put({
        ...after,
        connectedAccountIds: [...kept, last],
      })
      return reply
    },
  ],
  [
    'stores-twice',
    'a grant that is repeated is stored twice',
    (authorized, next) => {
      const before = stored(authorized)
      const reply = next(authorized)
      const after = stored(authorized)
      const { connected_account_ids: granted } = authorized.parameters
      if (reply.status !== 200 || !before || !after || !Array.isArray(granted))
        return reply
      const connectedAccountIds = [...before.connectedAccountIds, ...granted]
      authorized.state.store.put({ ...after, connectedAccountIds })
      return reply
    },
  ],
  [
    'renews-token',
    'a grant changes the token',
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
    'a grant moves the expiry by a day',
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
          reason: 'the API rejects the old token from then on',
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
