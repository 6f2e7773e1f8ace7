/** Mutants of the envelope: another wrapping, undocumented properties, and every
 * response that some documentation of grant_access shows. */
import { isObject, onBody, onSession, onSuccess } from './change.ts'
import { adds, breaks, shortOf, unmet } from './mutant.ts'
import type { Expected, Mutant } from './mutant.ts'
import { allOperations, isList, sessionOperations } from './api-shape.ts'
import type { JsonObject, Reply } from '../replies.ts'

type Wrapping = {
  readonly id: string
  readonly what: string
  readonly caughtBy: Expected
  readonly wrap: (body: JsonObject) => Reply['body']
}

const required = breaks('body-required-missing')
const wrongType = breaks('body-type-wrong')

const wrappings: readonly Wrapping[] = [
  {
    id: 'flat',
    what: 'the session is not wrapped in client_session',
    caughtBy: required,
    wrap: ({ client_session: session, ok }) => ({
      ...(isObject(session) && session),
      ok,
    }),
  },
  {
    id: 'list-as-body',
    what: 'the body is wrapped in a list',
    caughtBy: wrongType,
    wrap: (body) => JSON.stringify([body]),
  },
  {
    id: 'plural',
    what: 'one session comes as client_sessions',
    caughtBy: required,
    wrap: ({ client_session: session, ok }) => ({
      client_sessions: [session],
      ok,
    }),
  },
  {
    id: 'session-in-list',
    what: 'client_session is a list of one',
    caughtBy: wrongType,
    wrap: (body) => ({ ...body, client_session: [body.client_session] }),
  },
  {
    id: 'session-null',
    what: 'client_session is null',
    caughtBy: breaks('body-null-unexpected'),
    wrap: (body) => ({ ...body, client_session: null }),
  },
  {
    id: 'wrapped-twice',
    what: 'client_session holds another client_session',
    caughtBy: required,
    wrap: (body) => ({
      ...body,
      client_session: { client_session: body.client_session },
    }),
  },
  {
    id: 'under-data',
    what: 'the body is wrapped in data',
    caughtBy: required,
    wrap: (body) => ({ data: body }),
  },
  {
    id: 'null-as-body',
    what: 'the body is null',
    caughtBy: breaks('body-null-unexpected'),
    wrap: () => 'null',
  },
  {
    id: 'text-as-body',
    what: 'the body is JSON in a JSON string',
    caughtBy: wrongType,
    wrap: (body) => JSON.stringify(JSON.stringify(body)),
  },
]

const wrapped = (
  [
    'GET /client_sessions/get',
    'POST /client_sessions/get_or_create',
    'PUT /client_sessions/create',
  ] as const
).flatMap((operation) =>
  wrappings.map(({ id, what, caughtBy, wrap }): Mutant => {
    return {
      id: `${id}/${shortOf(operation)}`,
      description: what,
      operations: [operation],
      caughtBy,
      faults: () => onBody(operation, wrap),
    }
  }),
)

const notOk = allOperations.map((operation): Mutant => {
  return {
    id: `ok-false/${shortOf(operation)}`,
    description: 'a success has ok: false',
    operations: [operation],
    caughtBy: unmet,
    faults: () => onBody(operation, (body) => ({ ...body, ok: false })),
  }
})

const undocumented = sessionOperations.flatMap((operation): Mutant[] => [
  {
    id: `extra-at-top/${shortOf(operation)}`,
    description: 'the body has a property that is not documented',
    operations: [operation],
    caughtBy: adds('body-property-undocumented'),
    faults: () => onBody(operation, (body) => ({ ...body, warnings: [] })),
  },
  {
    id: `extra-in-session/${shortOf(operation)}`,
    description: isList(operation)
      ? 'the items of a list have a property that is not documented'
      : 'the session has a property that is not documented',
    operations: [operation],
    caughtBy: adds('body-property-undocumented'),
    faults: () => onSession(operation, (it) => ({ ...it, api_key_id: 'a' })),
  },
])

const lists = ['GET /client_sessions/list', 'POST /client_sessions/list'].map(
  (operation): Mutant => {
    return {
      id: `list-by-id/${shortOf(operation)}`,
      description: 'client_sessions is an object by id',
      operations: [operation],
      caughtBy: wrongType,
      faults: () =>
        onBody(operation, (body) => ({ ...body, client_sessions: {} })),
    }
  },
)

type Answer = readonly [
  id: string,
  what: string,
  caughtBy: Expected,
  change: (reply: Reply) => Reply,
]

/** The contract has the object; its own annotations and the published pages
 * have nothing, `{}`, or the object. */
const answers: readonly Answer[] = [
  ['answers-empty-object', '{}', required, (it) => ({ ...it, body: {} })],
  [
    'answers-ok',
    '{"ok":true}',
    required,
    (it) => ({ ...it, body: { ok: true } }),
  ],
  [
    'answers-null',
    'null',
    breaks('body-null-unexpected'),
    (it) => ({ ...it, body: 'null' }),
  ],
  [
    'answers-nothing',
    'an empty body',
    breaks('body-missing'),
    (it) => ({ ...it, body: '' }),
  ],
  [
    'answers-201',
    '201',
    breaks('status-undocumented'),
    (it) => ({ ...it, status: 201 }),
  ],
  [
    'answers-202',
    '202',
    breaks('status-undocumented'),
    (it) => ({ ...it, status: 202 }),
  ],
  [
    'answers-204',
    '204 and no body',
    breaks('status-undocumented'),
    (it) => {
      const { 'content-type': _, ...headers } = it.headers
      return { status: 204, headers }
    },
  ],
  [
    'answers-id-only',
    'the id alone',
    required,
    (it) => {
      const session = isObject(it.body) ? it.body.client_session : undefined
      const id = isObject(session) ? session.client_session_id : undefined
      return { ...it, body: { client_session_id: id, ok: true } }
    },
  ],
]

const grants = (
  [
    'PATCH /client_sessions/grant_access',
    'POST /client_sessions/grant_access',
  ] as const
).flatMap((operation) =>
  answers.map(([id, what, caughtBy, change]): Mutant => {
    return {
      id: `${id}/${shortOf(operation)}`,
      description: `the API responds to a grant with ${what}`,
      operations: [operation],
      caughtBy,
      faults: () => onSuccess(operation, change),
    }
  }),
)

const endings = (
  ['POST /client_sessions/revoke', 'DELETE /client_sessions/delete'] as const
).map((operation): Mutant => {
  return {
    id: `answers-empty-object/${shortOf(operation)}`,
    description: 'the body is {}',
    operations: [operation],
    caughtBy: required,
    faults: () => onBody(operation, () => ({})),
  }
})

export const envelopes: readonly Mutant[] = [
  ...wrapped,
  ...notOk,
  ...undocumented,
  ...lists,
  ...grants,
  ...endings,
]
