/** Mutants that crash: the API fails with a 5xx on one request that it must
 * reject, while it answers the others. And outages that look much the same. */
import type { Fault } from '../faults.ts'
import type { Reply } from '../replies.ts'
import { allOperations } from './api-shape.ts'
import { isObject } from './change.ts'
import { breaks, outage, shortOf } from './mutant.ts'
import type { Mutant } from './mutant.ts'

const crashed: Reply = {
  status: 500,
  headers: { 'content-type': 'application/json' },
  body: { error: { type: 'internal_error', message: 'x' }, ok: false },
}

type Crash = readonly [operation: string, parameter: string, status?: number]

/** The parameter that is wrong, as the API would say. */
const crashes: readonly Crash[] = [
  ['POST /client_sessions/create', 'user_identifier_key'],
  ['PUT /client_sessions/create', 'expires_at'],
  ['PUT /client_sessions/create', 'customer_key', 502],
  ['POST /client_sessions/get_or_create', 'user_identity_ids'],
  ['POST /client_sessions/get_or_create', 'connected_account_ids', 503],
  ['GET /client_sessions/get', 'client_session_id'],
  ['POST /client_sessions/get', 'user_identifier_key'],
  ['PATCH /client_sessions/grant_access', 'connected_account_ids'],
  ['POST /client_sessions/grant_access', 'connect_webview_ids'],
  ['POST /client_sessions/list', 'without_user_identifier_key'],
  ['POST /client_sessions/list', 'client_session_id', 504],
  ['DELETE /client_sessions/delete', 'client_session_id'],
  ['POST /client_sessions/delete', 'client_session_id'],
  ['POST /client_sessions/revoke', 'client_session_id'],
]

function isAbout({ body }: Reply, parameter: string): boolean {
  if (!isObject(body) || !isObject(body.error)) return false
  const { validation_errors: errors } = body.error
  return isObject(errors) && parameter in errors
}

const onOneInput = crashes.map(
  ([operation, parameter, status = 500]): Mutant => {
    return {
      id: `crashes-on-${parameter}/${shortOf(operation)}`,
      description: `the API responds with ${status} if ${parameter} is invalid`,
      operations: [operation],
      caughtBy: breaks('input-unhandled'),
      faults: () => ({
        altersOnly: [400],
        reply: (reply, call) =>
          call.operation === operation && isAbout(reply, parameter)
            ? { ...crashed, status }
            : reply,
      }),
    }
  },
)

const onAnyInput: Mutant = {
  id: 'crashes-on-any-input',
  description: 'the API responds with 500 in place of 400',
  operations: allOperations,
  caughtBy: breaks('input-unhandled'),
  faults: () => ({
    altersOnly: [400],
    reply: (reply) => (reply.status === 400 ? crashed : reply),
  }),
}

const onUnknownSession = [
  'PATCH /client_sessions/grant_access',
  'DELETE /client_sessions/delete',
  'POST /client_sessions/revoke',
].map((operation): Mutant => {
  return {
    id: `crashes-on-unknown/${shortOf(operation)}`,
    description: 'the API responds with 500 if there is no such session',
    operations: [operation],
    caughtBy: breaks('input-unhandled'),
    faults: () => ({
      altersOnly: [404],
      reply: (reply, call) =>
        call.operation === operation && reply.status === 404 ? crashed : reply,
    }),
  }
})

/** Each request to the operations gets the 5xx, valid or not. */
function dead(operations: readonly string[], after = 0): Fault {
  let count = 0
  return {
    reply: (reply, { operation }) => {
      if (!operations.includes(operation)) return reply
      count += 1
      return count > after ? { ...crashed, status: 503 } : reply
    },
  }
}

const creating = allOperations.filter((it) => it.endsWith('create'))

const outages: readonly Mutant[] = [
  ...creating.map((operation): Mutant => {
    return {
      id: `dead/${shortOf(operation)}`,
      description: 'the operation responds with 503 to every request',
      operations: [operation],
      caughtBy: outage('server-error'),
      faults: () => dead([operation]),
    }
  }),
  {
    id: 'dead/all-creates',
    description: 'no session can be created',
    operations: creating,
    caughtBy: outage('server-error'),
    faults: () => dead(creating),
  },
  {
    id: 'dead/after-a-while',
    description: 'the API answers 40 requests, and then none',
    operations: allOperations,
    caughtBy: outage('server-error'),
    faults: () => dead(allOperations, 40),
  },
]

export const crashMutants: readonly Mutant[] = [
  ...onOneInput,
  onAnyInput,
  ...onUnknownSession,
  ...outages,
]
