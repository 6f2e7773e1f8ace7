/** Mutants of access: the API accepts credentials that it must reject. */
import type { Attempt, Caller, Scheme } from '../auth.ts'
import { ApiError, replyOf, statusOf } from '../errors.ts'
import type { ErrorType } from '../errors.ts'
import type { Fault } from '../faults.ts'
import { bearerOf, acceptEnded } from './accept-ended.ts'
import { bothUnmet, cellsAt, mismatched, shortOf, unmet } from './mutant.ts'
import type { Consequences, Expected, Mutant } from './mutant.ts'
import { allOperations } from './api-shape.ts'

const bypass: Expected = { class: 'auth-bypass', code: 'refusal-missing' }

function asOwner({ state }: Attempt): Caller {
  return { kind: 'api_key', workspaceId: state.seed.workspaceId }
}

/** Accepts what `isMeant` selects, as the owner of the workspace. */
function acceptingAsOwner(
  operations: readonly string[],
  isMeant: (attempt: Attempt) => boolean,
): Fault {
  return {
    altersOnly: [statusOf('unauthorized')],
    authorize: (attempt, next) =>
      operations.includes(attempt.operation) && isMeant(attempt)
        ? asOwner(attempt)
        : next(attempt),
  }
}

const ended: Consequences = {
  codes: ['credential-unaccepted', 'status-undocumented'],
  reason: 'the request really ends the session',
}

const widened: Consequences = {
  codes: ['expectation-unmet'],
  reason: 'the session really gets the access',
}

const withoutCredential = allOperations.map((operation): Mutant => {
  return {
    id: `admits-nobody/${shortOf(operation)}`,
    description: 'the API accepts requests without a credential',
    operations: [operation],
    caughtBy: bypass,
    cells: cellsAt([operation], ['none']),
    ...(/revoke|delete/.test(operation) && { also: ended }),
    faults: () =>
      acceptingAsOwner([operation], ({ headers }) => {
        const { authorization, 'seam-publishable-key': key } = headers
        return authorization === undefined && key === undefined
      }),
  }
})

/** Accepts one more kind of credential. */
function acceptingKind(operation: string, scheme: Scheme): Fault {
  return {
    altersOnly: [statusOf('token_auth_not_accepted')],
    authorize: (attempt, next) => {
      if (attempt.operation !== operation) return next(attempt)
      return next({ ...attempt, accepts: [...attempt.accepts, scheme] })
    },
  }
}

const management = [
  'PATCH /client_sessions/grant_access',
  'POST /client_sessions/grant_access',
  'GET /client_sessions/list',
  'POST /client_sessions/list',
  'POST /client_sessions/revoke',
  'DELETE /client_sessions/delete',
  'POST /client_sessions/delete',
]

const creating = [
  'PUT /client_sessions/create',
  'POST /client_sessions/create',
  'POST /client_sessions/get_or_create',
]

const wrongKind = [
  ...[...management, ...creating].map(
    (operation) => [operation, 'client_session'] as const,
  ),
  ...[
    ...management,
    'GET /client_sessions/get',
    'POST /client_sessions/get',
  ].map((operation) => [operation, 'publishable_key'] as const),
].map(([operation, scheme]): Mutant => {
  return {
    id: `admits-${scheme}/${shortOf(operation)}`,
    description: `the API accepts a credential of the kind ${scheme}`,
    operations: [operation],
    caughtBy: bypass,
    cells: cellsAt([operation], [scheme]),
    ...(/revoke|delete/.test(operation) && { also: ended }),
    ...(/grant|create/.test(operation) && { also: widened }),
    faults: () => acceptingKind(operation, scheme),
  }
})

/** Accepts, as the owner, what would be rejected with one type of error. */
function insteadOf(type: ErrorType, isMeant: (attempt: Attempt) => boolean) {
  return (): Fault => ({
    altersOnly: [statusOf(type)],
    authorize: (attempt, next) => {
      try {
        return next(attempt)
      } catch (error) {
        const isType = error instanceof ApiError && error.type === type
        if (isType && isMeant(attempt)) return asOwner(attempt)
        throw error
      }
    },
  })
}

const gets = ['GET /client_sessions/get', 'POST /client_sessions/get']
const isToken = /^seam_/

const invalidCredentials: readonly Mutant[] = [
  {
    id: 'admits-malformed',
    description: 'the API accepts a header that holds no token',
    operations: allOperations,
    caughtBy: bypass,
    cells: cellsAt(allOperations, [
      'malformed',
      'unknown-console_session_with_workspace',
    ]),
    faults: insteadOf('unauthorized', (attempt) => {
      const token = bearerOf(attempt)
      return token !== '' && !isToken.test(token)
    }),
  },
  {
    id: 'admits-unknown',
    description: 'the API accepts any text in the form of a token',
    operations: allOperations,
    caughtBy: bypass,
    also: {
      codes: ['status-unexpected'],
      reason: 'it is accepted as the owner, who must name the session',
    },
    cells: cellsAt(allOperations, [
      'unknown-api_key',
      'unknown-client_session',
      'unknown-pat_with_workspace',
      'truncated',
      'publishable_key-as-bearer',
    ]),
    faults: insteadOf('unauthorized', (it) => isToken.test(bearerOf(it))),
  },
  {
    id: 'admits-unknown-publishable-key',
    description: 'the API accepts any publishable key',
    operations: allOperations,
    caughtBy: bypass,
    also: {
      codes: ['status-unexpected'],
      reason:
        'the response of an accepted request says that the session exists',
    },
    cells: cellsAt(allOperations, [
      'unknown-publishable_key',
      'api_key-as-publishable_key',
    ]),
    faults: insteadOf('invalid_publishable_key', () => true),
  },
  {
    id: 'admits-revoked',
    description: 'the API accepts the token of a revoked session',
    operations: gets,
    caughtBy: bypass,
    cells: cellsAt(gets, ['revoked']),
    faults: () => acceptEnded(['client_session_revoked']),
  },
  {
    id: 'admits-deleted',
    description: 'the API accepts the token of a deleted session',
    operations: gets,
    caughtBy: bypass,
    cells: cellsAt(gets, ['deleted']),
    faults: () => acceptEnded(['unauthorized']),
  },
  {
    id: 'admits-expired',
    description: 'the API accepts the token of an expired session',
    operations: gets,
    caughtBy: bypass,
    cells: cellsAt(gets, ['expired']),
    faults: () => acceptEnded(['client_session_expired']),
  },
  {
    id: 'admits-pat-without-workspace',
    description: 'the API accepts a personal access token without a workspace',
    operations: allOperations,
    caughtBy: bypass,
    cells: cellsAt(allOperations, ['pat-without-workspace']),
    faults: insteadOf('missing_workspace_id', () => true),
  },
  {
    id: 'admits-foreign-workspace',
    description: 'the API accepts a personal access token for any workspace',
    operations: allOperations,
    caughtBy: bypass,
    cells: cellsAt(allOperations, ['pat-foreign-workspace']),
    faults: insteadOf('workspace_not_found', () => true),
  },
]

const detectedByCell: Pick<Mutant, 'caughtBy' | 'also'> = {
  caughtBy: bypass,
  also: {
    codes: ['expectation-unmet'],
    reason:
      'a scenario that reads the other session with its own token detects it',
  },
}

/** A client session can read another session. */
const foreignReads = gets.flatMap((operation) =>
  ['client_session_id', 'user_identifier_key'].map((parameter): Mutant => {
    return {
      id: `shows-others-by-${parameter}/${shortOf(operation)}`,
      description: `a client session can read another session by its ${parameter}`,
      operations: [operation],
      ...(parameter === 'client_session_id'
        ? {
            ...detectedByCell,
            cells: cellsAt([operation], ['another']),
            also: bothUnmet,
          }
        : { caughtBy: mismatched, also: bothUnmet }),
      faults: () => ({
        handle: (authorized, next) =>
          authorized.call.operation === operation &&
          authorized.caller.kind === 'client_session' &&
          authorized.parameters[parameter] !== undefined
            ? next({
                ...authorized,
                caller: {
                  kind: 'api_key',
                  workspaceId: authorized.caller.workspaceId,
                },
              })
            : next(authorized),
      }),
    }
  }),
)

/** Rejects a request after it has taken effect. */
const lateRejections = [
  'PATCH /client_sessions/grant_access',
  'POST /client_sessions/grant_access',
  'PUT /client_sessions/create',
  'POST /client_sessions/get_or_create',
].map((operation): Mutant => {
  return {
    id: `refuses-too-late/${shortOf(operation)}`,
    description:
      'the API rejects a client session after it has done what was requested',
    operations: [operation],
    caughtBy: unmet,
    isSeenElsewhere: true,
    faults: () => {
      const late = new Set<string>()
      return {
        authorize: (attempt, next) => {
          try {
            return next(attempt)
          } catch (error) {
            if (attempt.operation !== operation) throw error
            const caller = next({ ...attempt, accepts: ['client_session'] })
            late.add(attempt.headers.authorization ?? '')
            return { ...caller, kind: 'api_key' }
          }
        },
        handle: (authorized, next) => {
          const reply = next(authorized)
          const { authorization = '' } = authorized.call.headers
          return authorized.call.operation === operation &&
            late.has(authorization)
            ? replyOf(new ApiError('token_auth_not_accepted', 'Not here'))
            : reply
        },
      }
    },
  }
})

export const access: readonly Mutant[] = [
  ...withoutCredential,
  ...wrongKind,
  ...invalidCredentials,
  ...foreignReads,
  ...lateRejections,
]
