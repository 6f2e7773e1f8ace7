/** Mutants of rejection: the API rejects valid credentials, or rejects invalid
 * ones in another form. */
import type { Scheme } from '../auth.ts'
import { ApiError } from '../errors.ts'
import type { Fault } from '../faults.ts'
import type { Reply } from '../replies.ts'
import type { Consequences, Expected, Mutant } from './mutant.ts'
import { cellsAt, shortOf } from './mutant.ts'
import { allOperations } from './api-shape.ts'

const bypass: Expected = { class: 'auth-bypass', code: 'refusal-missing' }
const regression: Expected = {
  class: 'auth-regression',
  code: 'credential-unaccepted',
}

const unprovable: Expected = {
  class: 'credential',
  code: 'credential-refused',
}

/** Statuses of a response to a valid credential. */
const acceptedStatuses = [200, 400, 404] as const

function refusing(operation: string, kind: Scheme): Fault {
  return {
    altersOnly: acceptedStatuses,
    authorize: (attempt, next) => {
      const caller = next(attempt)
      if (attempt.operation !== operation || caller.kind !== kind) return caller
      throw new ApiError('token_auth_not_accepted', 'Not accepted here')
    },
  }
}

const refused = [
  ...allOperations.map((operation) => [operation, 'api_key'] as const),
  ...allOperations
    .filter((operation) => operation.startsWith('POST'))
    .map((operation) => [operation, 'pat_with_workspace'] as const),
  ['POST /client_sessions/get_or_create', 'publishable_key'] as const,
  ['GET /client_sessions/get', 'client_session'] as const,
  ['POST /client_sessions/get', 'client_session'] as const,
  [
    'POST /client_sessions/grant_access',
    'console_session_with_workspace',
  ] as const,
].map(([operation, scheme]): Mutant => {
  return {
    id: `refuses-${scheme}/${shortOf(operation)}`,
    description: `the API rejects a valid credential of the kind ${scheme}`,
    operations: [operation],
    caughtBy: regression,
    cells: cellsAt([operation], [scheme]),
    // No read accepts a publishable key, so no credential check can prove it.
    ...(scheme === 'publishable_key' && { cellsCaughtBy: unprovable }),
    faults: () => refusing(operation, scheme),
  }
})

/** No credential check can prove a publishable key before its first use. */
const unproven: Mutant = {
  id: 'refuses-publishable_key/POST-create',
  description: 'the API rejects a valid publishable key',
  operations: ['POST /client_sessions/create'],
  caughtBy: unprovable,
  cells: cellsAt(['POST /client_sessions/create'], ['publishable_key']),
  faults: () => refusing('POST /client_sessions/create', 'publishable_key'),
}

const expiredKey: Mutant = {
  id: 'refuses-api_key/everywhere',
  description: 'the API rejects the API key everywhere',
  operations: allOperations,
  caughtBy: { class: 'credential', code: 'credential-refused' },
  faults: () => ({
    authorize: (attempt, next) => {
      const caller = next(attempt)
      if (caller.kind !== 'api_key') return caller
      throw new ApiError('unauthorized', 'No valid credential')
    },
  }),
}

type Refusal = readonly [
  id: string,
  what: string,
  caughtBy: Expected,
  change: (reply: Reply) => Reply,
]

const refusals: readonly Refusal[] = [
  [
    '403-for-401',
    '403 in place of 401',
    { class: 'breaking-drift', code: 'refusal-status-wrong' },
    (it) => ({ ...it, status: 403 }),
  ],
  [
    '500-for-401',
    '500 in place of 401',
    { class: 'breaking-drift', code: 'credential-unhandled' },
    (it) => ({ ...it, status: 500 }),
  ],
  [
    '404-for-401',
    '404 in place of 401',
    { class: 'breaking-drift', code: 'status-undocumented' },
    (it) => ({ ...it, status: 404 }),
  ],
  [
    '400-for-401',
    '400 in place of 401',
    { class: 'expectation', code: 'status-unexpected' },
    (it) => ({ ...it, status: 400 }),
  ],
  [
    '200-for-401',
    '200 in place of 401',
    bypass,
    (it) => ({ ...it, status: 200, body: { ok: true } }),
  ],
  [
    '302-for-401',
    'a redirect to a sign-in page in place of 401',
    { class: 'breaking-drift', code: 'redirect-answered' },
    (it) => ({
      ...it,
      status: 302,
      headers: { ...it.headers, location: '/login' },
    }),
  ],
  [
    'page-for-401',
    'the page of a firewall in place of 401',
    { class: 'outage', code: 'edge-blocked' },
    () => ({
      status: 403,
      headers: { 'content-type': 'text/html' },
      body: '<h1>Denied</h1>',
    }),
  ],
]

const noSession: Consequences = {
  codes: ['body-required-missing', 'status-unexpected'],
  reason: 'a success must hold a session',
}

const gets = ['GET /client_sessions/get', 'POST /client_sessions/get']
const isGet = (operation: string) => gets.includes(operation)
const isCreation = (operation: string) => operation.endsWith('create')

/** All that the sandbox rejects with 401. */
const refusedBy401 = [
  ...cellsAt(allOperations, [
    'none',
    'empty',
    'malformed',
    'unknown-api_key',
    'unknown-client_session',
    'unknown-console_session_with_workspace',
    'unknown-pat_with_workspace',
    'unknown-publishable_key',
    'truncated',
    'publishable_key-as-bearer',
    'api_key-as-publishable_key',
    'pat-foreign-workspace',
  ]),
  ...cellsAt(
    allOperations.filter((it) => !isGet(it)),
    ['client_session'],
  ),
  ...cellsAt(
    allOperations.filter((it) => !isCreation(it)),
    ['publishable_key'],
  ),
  ...cellsAt(gets, ['expired', 'revoked', 'deleted']),
]

const forms = refusals.map(([id, what, caughtBy, change]): Mutant => {
  return {
    id,
    description: `the API rejects a credential with ${what}`,
    operations: allOperations,
    caughtBy,
    ...(id === '200-for-401' && { also: noSession, cells: refusedBy401 }),
    faults: () => ({
      altersOnly: [401],
      reply: (reply) => (reply.status === 401 ? change(reply) : reply),
    }),
  }
})

export const refusalMutants: readonly Mutant[] = [
  ...refused,
  expiredKey,
  unproven,
  ...forms,
]
