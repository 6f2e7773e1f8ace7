/** Mutants that mix up requests: the response is about another session than the
 * request, or is that of another request. */
import type { Authorized, Fault } from '../faults.ts'
import type { Reply } from '../replies.ts'
import { renderSession } from '../sessions.ts'
import type { Session } from '../store.ts'
import { allOperations, sessionOperations } from './api-shape.ts'
import { onHandle } from './change.ts'
import { mismatched, shortOf } from './mutant.ts'
import type { Consequences, Expected, Mutant } from './mutant.ts'

const followed: Consequences = {
  codes: [
    'expectation-unmet',
    'status-unexpected',
    'status-undocumented',
    'credential-exposed',
    'credential-unaccepted',
    'refusal-missing',
    'input-unhandled',
  ],
  reason: 'it is a success, and later steps send what it shows',
}

type Parameter = 'client_session_id' | 'user_identifier_key'

const lookups = [
  'GET /client_sessions/get',
  'POST /client_sessions/get',
  'PATCH /client_sessions/grant_access',
  'POST /client_sessions/grant_access',
].flatMap((operation) =>
  (['client_session_id', 'user_identifier_key'] as const).map(
    (parameter) => [operation, parameter] as const, // a pair, no list
  ),
)

function sessionsOf({ caller, state }: Authorized): readonly Session[] {
  return state.store.all(caller.workspaceId)
}

/** In place of a session that does not exist, the newest one is taken. */
function takingAny(operation: string, parameter: Parameter): Fault {
  return onHandle(operation, (authorized, next) => {
    const reply = next(authorized)
    const isMeant = typeof authorized.parameters[parameter] === 'string'
    const any = sessionsOf(authorized).at(-1)
    if (reply.status !== 404 || !isMeant || !any) return reply
    return next({
      ...authorized,
      parameters: { ...authorized.parameters, ...namesOf(any, parameter) },
    })
  })
}

function namesOf({ id, userIdentifierKey }: Session, parameter: Parameter) {
  return parameter === 'client_session_id'
    ? { client_session_id: id }
    : {
        client_session_id: id,
        user_identifier_key: userIdentifierKey ?? undefined,
      }
}

const unknownTakesAny = lookups.map(([operation, parameter]): Mutant => {
  return {
    id: `unknown-${parameter}-takes-any/${shortOf(operation)}`,
    description: `for an unknown ${parameter}, the API takes another session`,
    operations: [operation],
    caughtBy: mismatched,
    isSeenElsewhere: true,
    also: followed,
    faults: () => takingAny(operation, parameter),
  }
})

const endings = [
  'POST /client_sessions/revoke',
  'POST /client_sessions/delete',
  'DELETE /client_sessions/delete',
].map((operation): Mutant => {
  return {
    id: `unknown-ends-any/${shortOf(operation)}`,
    description: 'for an unknown id, the API ends another session',
    operations: [operation],
    caughtBy: { class: 'expectation', code: 'status-unexpected' },
    isSeenElsewhere: true,
    also: followed,
    faults: () => takingAny(operation, 'client_session_id'),
  }
})

/** The session is created or found, and another one of the workspace is shown. */
const creationShowsAnother = [
  'POST /client_sessions/create',
  'PUT /client_sessions/create',
  'POST /client_sessions/get_or_create',
].map((operation): Mutant => {
  return {
    id: `shows-another/${shortOf(operation)}`,
    description: 'the API shows the session that was created before',
    operations: [operation],
    caughtBy: mismatched,
    isSeenElsewhere: true,
    also: followed,
    faults: () =>
      onHandle(operation, (authorized, next) => {
        const other = sessionsOf(authorized).at(-1)
        const reply = next(authorized)
        const { caller, state } = authorized
        const workspace = state.workspaces.get(caller.workspaceId)
        if (reply.status !== 200 || !other || !workspace) return reply
        const context = { caller, workspace, state }
        const client_session = renderSession(other, context)
        return { ...reply, body: { ok: true, client_session } }
      }),
  }
})

/** The response is the one that was made for the previous success. */
function late(operation: string): Fault {
  let before: Reply['body']
  return {
    altersOnly: [200],
    reply: (reply, call) => {
      if (call.operation !== operation || reply.status !== 200) return reply
      const body = before ?? reply.body
      before = reply.body
      return body === undefined ? reply : { ...reply, body }
    },
  }
}

const previous = sessionOperations.map((operation): Mutant => {
  return {
    id: `answers-the-previous/${shortOf(operation)}`,
    description: 'each response holds the body of the previous request',
    operations: [operation],
    caughtBy: mismatched,
    isSeenElsewhere: true,
    also: followed,
    faults: () => late(operation),
  }
})

/** A cache that does not look at what a request names. */
const cached = ['GET /client_sessions/get', 'GET /client_sessions/list'].map(
  (operation): Mutant => {
    return {
      id: `cached/${shortOf(operation)}`,
      description: 'every response holds the body of the first success',
      operations: [operation],
      caughtBy: mismatched,
      isSeenElsewhere: true,
      also: followed,
      faults: () => {
        let first: Reply['body']
        return {
          altersOnly: [200],
          reply: (reply, call) => {
            if (call.operation !== operation || reply.status !== 200)
              return reply
            first ??= reply.body
            return first === undefined ? reply : { ...reply, body: first }
          },
        }
      },
    }
  },
)

const repeated: Expected = { class: 'expectation', code: 'request-id-repeated' }
const anId = '0b6f2c3e-9d1a-4f7b-8c5d-2e1f0a9b8c7d'

type Ids = readonly [
  id: string,
  what: string,
  isMeant: (operation: string, count: number) => boolean,
]

const requestIds = (
  [
    ['everywhere', 'every response', () => true],
    [
      'GET-get',
      'every response to GET get',
      (it) => it === 'GET /client_sessions/get',
    ],
    ['now-and-then', 'every tenth response', (_it, count) => count % 10 === 0],
  ] as const satisfies readonly Ids[]
).map(([id, what, isMeant]): Mutant => {
  return {
    id: `same-request-id/${id}`,
    description: `${what} has the same request id`,
    operations: allOperations,
    caughtBy: repeated,
    faults: () => {
      let count = 0
      return {
        reply: (reply, { operation }) => {
          count += 1
          return isMeant(operation, count)
            ? {
                ...reply,
                headers: { ...reply.headers, 'seam-request-id': anId },
              }
            : reply
        },
      }
    },
  }
})

export const mixUps: readonly Mutant[] = [
  ...unknownTakesAny,
  ...endings,
  ...creationShowsAnother,
  ...previous,
  ...cached,
  ...requestIds,
]
