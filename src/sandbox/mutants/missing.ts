/** Mutants of absence: a required property is missing, or has another name. */
import { onBody, onSession, without } from './change.ts'
import { breaks, shortOf } from './mutant.ts'
import type { Mutant } from './mutant.ts'
import {
  allOperations,
  isList,
  pick,
  sessionOperations,
  sessionProperties,
} from './api-shape.ts'

const caughtBy = breaks('body-required-missing')

const fromSession = sessionOperations.flatMap((operation) =>
  Object.keys(sessionProperties).map((name): Mutant => {
    return {
      id: `missing-${name}/${shortOf(operation)}`,
      description: `a session has no ${name}`,
      operations: [operation],
      caughtBy,
      faults: () => onSession(operation, (session) => without(session, name)),
    }
  }),
)

const fromEnvelope = allOperations.flatMap((operation) => {
  const wrapper = isList(operation) ? 'client_sessions' : 'client_session'
  const isSession = sessionOperations.some((it) => it === operation)
  return ['ok', ...(isSession ? [wrapper] : [])].map((name): Mutant => {
    return {
      id: `missing-${name}/${shortOf(operation)}`,
      description: `the body has no ${name}`,
      operations: [operation],
      caughtBy,
      faults: () => onBody(operation, (body) => without(body, name)),
    }
  })
})

/** In the style of another API, or misspelt. */
const names: Readonly<Record<string, string>> = {
  client_session_id: 'id',
  workspace_id: 'workspaceId',
  created_at: 'createdAt',
  expires_at: 'expiry',
  token: 'access_token',
  user_identifier_key: 'user_identifer_key',
  device_count: 'devices',
  connected_account_ids: 'connected_accounts',
  connect_webview_ids: 'connect_web_view_ids',
  user_identity_ids: 'user_identities',
}

const renamed = Object.entries(names).map(([name, other], turn): Mutant => {
  const operation = pick(sessionOperations, turn)
  return {
    id: `renamed-${name}/${shortOf(operation)}`,
    description: `${name} is called ${other}`,
    operations: [operation],
    caughtBy,
    faults: () =>
      onSession(operation, (session) => ({
        ...without(session, name),
        [other]: session[name],
      })),
  }
})

/** Not required, and all the same read. */
const renamedOptional = (
  [
    ['customer_key', 'customer', 'POST /client_sessions/create'],
    ['customer_key', 'customerKey', 'POST /client_sessions/get'],
    ['customer_key', 'customer_ref', 'POST /client_sessions/list'],
    ['customer_key', 'key_of_customer', 'POST /client_sessions/grant_access'],
    ['user_identity_id', 'userIdentityId', 'GET /client_sessions/get'],
    ['user_identity_id', 'user_id', 'POST /client_sessions/get_or_create'],
    ['user_identity_id', 'identity', 'PATCH /client_sessions/grant_access'],
    ['user_identity_id', 'identity', 'GET /client_sessions/list'],
  ] as const
) // names, not any text
  .map(([name, other, operation]): Mutant => {
    return {
      id: `renamed-${name}/${shortOf(operation)}`,
      description: `the optional ${name} is called ${other}`,
      operations: [operation],
      caughtBy: breaks('body-property-renamed'),
      faults: () =>
        onSession(operation, (session) =>
          session[name] === undefined
            ? session
            : { ...without(session, name), [other]: session[name] },
        ),
    }
  })

export const missing: readonly Mutant[] = [
  ...fromSession,
  ...fromEnvelope,
  ...renamed,
  ...renamedOptional,
]
