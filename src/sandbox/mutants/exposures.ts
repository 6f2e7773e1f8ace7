/** Mutants that expose a credential: in a property, a header or an error. */
import type { Authorized, Fault } from '../faults.ts'
import type { JsonObject, Reply } from '../replies.ts'
import type { Session } from '../store.ts'
import { allOperations, sessionOperations } from './api-shape.ts'
import { isObject, onHandle } from './change.ts'
import { shortOf } from './mutant.ts'
import type { Expected, Mutant } from './mutant.ts'

const exposed: Expected = { class: 'auth-bypass', code: 'credential-exposed' }

type Row = readonly [
  id: string,
  what: string,
  operation: string,
  change: (session: JsonObject, authorized: Authorized) => JsonObject,
]

/** The newest other session of the workspace. */
function anotherThan(id: unknown, { state }: Authorized): Session | undefined {
  const { store, seed } = state
  return store.all(seed.workspaceId).findLast((it) => it.id !== id)
}

/** Only its hash is in the state: a key of its form, of somebody else. */
const foreignKey = 'seam_testQ7xK_9fJ2mVb4LrT8wZs6Yc3NdHg1'

const rows: readonly Row[] = [
  [
    'shows-api-key',
    'a session has an undocumented property with the API key',
    'PUT /client_sessions/create',
    (it, { state }) => ({ ...it, created_with: state.seed.apiKey }),
  ],
  [
    'shows-foreign-key',
    'a session has an undocumented property with the API key of somebody else',
    'POST /client_sessions/create',
    (it) => ({ ...it, owner_key: foreignKey }),
  ],
  [
    'shows-nested-token',
    'a personal access token is deep inside an undocumented property',
    'GET /client_sessions/get',
    (it, { state }) => ({
      ...it,
      debug: {
        request: [{ auth: `Bearer ${state.seed.personalAccessToken}` }],
      },
    }),
  ],
  [
    'shows-jwt',
    'a session has an undocumented property with a console session token',
    'POST /client_sessions/get',
    (it, { state }) => ({ ...it, creator: state.seed.consoleSessionToken }),
  ],
  [
    'shows-other-token',
    'a session has an undocumented property with the token of another one',
    'POST /client_sessions/grant_access',
    (it, authorized) => ({
      ...it,
      previous:
        anotherThan(it.client_session_id, authorized)?.token ?? foreignKey,
    }),
  ],
  [
    'shows-token-as-name',
    'the API key is the name of an undocumented property',
    'PATCH /client_sessions/grant_access',
    (it, { state }) => ({ ...it, grants: { [state.seed.apiKey]: true } }),
  ],
  [
    'shows-key-in-list',
    'each session of a list has a list with the API key',
    'GET /client_sessions/list',
    (it, { state }) => ({ ...it, keys: ['none', state.seed.apiKey] }),
  ],
  [
    'shows-encoded-key',
    'a session of a list has the API key in base64',
    'POST /client_sessions/list',
    (it, { state }) => ({
      ...it,
      basic: Buffer.from(`${state.seed.apiKey}:`).toString('base64'),
    }),
  ],
  [
    'shows-key-as-documented',
    'user_identifier_key is the API key',
    'POST /client_sessions/get',
    (it, { state }) => ({ ...it, user_identifier_key: state.seed.apiKey }),
  ],
]

function changing(
  operation: string,
  change: (session: JsonObject, authorized: Authorized) => JsonObject,
): Fault {
  return onHandle(operation, (authorized, next) => {
    const reply = next(authorized)
    if (reply.status !== 200 || !isObject(reply.body)) return reply
    const body = Object.fromEntries(
      Object.entries(reply.body).map(([name, value]) => [
        name,
        Array.isArray(value)
          ? value.map((it) => (isObject(it) ? change(it, authorized) : it))
          : isObject(value)
            ? change(value, authorized)
            : value,
      ]),
    )
    return { ...reply, body }
  })
}

const inSessions = rows.map(([id, description, operation, change]): Mutant => {
  return {
    id: `${id}/${shortOf(operation)}`,
    description,
    operations: [operation],
    caughtBy: exposed,
    ...(id === 'shows-key-as-documented' && {
      also: {
        codes: ['expectation-unmet', 'session-mismatched'],
        reason: 'it is not the key of the session',
      },
    }),
    faults: () => changing(operation, change),
  }
})

type Place = readonly [
  id: string,
  what: string,
  statuses: readonly number[],
  change: (reply: Reply) => Reply,
]

const inError = (more: JsonObject) => (reply: Reply) => {
  const { body } = reply
  if (!isObject(body) || !isObject(body.error)) return reply
  return { ...reply, body: { ...body, error: { ...body.error, ...more } } }
}

const places: readonly Place[] = [
  [
    'error-shows-key/400',
    'an error about input holds the API key of somebody else',
    [400],
    inError({ data: { used: [foreignKey] } }),
  ],
  [
    'error-shows-key/401',
    'the message of a rejection holds the API key of somebody else',
    [401],
    inError({ message: `did you mean ${foreignKey}?` }),
  ],
  [
    'error-shows-key/404',
    'an error about an unknown session holds the API key of somebody else',
    [404],
    inError({ tried_as: foreignKey }),
  ],
  [
    'header-shows-key/200',
    'a header of a success holds the API key of somebody else',
    [200],
    (it) => ({ ...it, headers: { ...it.headers, 'x-upstream': foreignKey } }),
  ],
  [
    'header-shows-key/401',
    'a header of a rejection holds the API key of somebody else',
    [401],
    (it) => ({
      ...it,
      headers: { ...it.headers, 'set-cookie': `key=${foreignKey}; Path=/` },
    }),
  ],
]

const elsewhere = places.map(([id, description, statuses, change]): Mutant => {
  return {
    id,
    description,
    operations: allOperations,
    caughtBy: exposed,
    faults: () => ({
      altersOnly: statuses,
      reply: (reply) =>
        statuses.includes(reply.status) ? change(reply) : reply,
    }),
  }
})

/** The token that the operation shows is that of another session. */
const mixedUp = sessionOperations.map((operation): Mutant => {
  return {
    id: `mixes-up-tokens/${shortOf(operation)}`,
    description: 'a session is shown with the token of another one',
    operations: [operation],
    caughtBy: exposed,
    isSeenElsewhere: true,
    also: {
      codes: [
        'expectation-unmet',
        'session-mismatched',
        'credential-unaccepted',
        'refusal-missing',
      ],
      reason: 'later steps send the token',
    },
    faults: () =>
      changing(operation, (it, authorized) => ({
        ...it,
        token: anotherThan(it.client_session_id, authorized)?.token ?? it.token,
      })),
  }
})

export const exposures: readonly Mutant[] = [
  ...inSessions,
  ...elsewhere,
  ...mixedUp,
]
