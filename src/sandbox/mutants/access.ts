/** Mutants of access: who is let in that must not be. */
import type { Attempt, Caller, Scheme } from '../auth.ts'
import { ApiError, replyOf, statusOf } from '../errors.ts'
import type { ErrorType } from '../errors.ts'
import type { Fault } from '../faults.ts'
import { bearerOf, acceptEnded } from './accept-ended.ts'
import { cellsAt, shortOf, unmet } from './mutant.ts'
import type { Consequences, Expected, Mutant } from './mutant.ts'
import { allOperations } from './api-shape.ts'

const bypass: Expected = { class: 'auth-bypass', code: 'refusal-missing' }

function asOwner({ state }: Attempt): Caller {
  return { kind: 'api_key', workspaceId: state.seed.workspaceId }
}

/** Lets in, as the owner of the workspace, what `isMeant` says. */
function admitting(
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
  reason: 'the session has really come to its end',
}

const widened: Consequences = {
  codes: ['expectation-unmet'],
  reason: 'the session has really got what was asked for',
}

const withoutCredential = allOperations.map((operation): Mutant => {
  return {
    id: `admits-nobody/${shortOf(operation)}`,
    description: 'no credential is needed',
    operations: [operation],
    caughtBy: bypass,
    cells: cellsAt([operation], ['none']),
    ...(/revoke|delete/.test(operation) && { also: ended }),
    faults: () =>
      admitting([operation], ({ headers }) => {
        const { authorization, 'seam-publishable-key': key } = headers
        return authorization === undefined && key === undefined
      }),
  }
})

/** Lets one more kind of credential in, as what it is. */
function accepting(operation: string, scheme: Scheme): Fault {
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
    description: `a credential of the kind ${scheme} is accepted`,
    operations: [operation],
    caughtBy: bypass,
    cells: cellsAt([operation], [scheme]),
    ...(/revoke|delete/.test(operation) && { also: ended }),
    ...(/grant|create/.test(operation) && { also: widened }),
    faults: () => accepting(operation, scheme),
  }
})

/** Turns a refusal of one type into a welcome. */
function forgiving(type: ErrorType, isMeant: (attempt: Attempt) => boolean) {
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

const strangers: readonly Mutant[] = [
  {
    id: 'admits-malformed',
    description: 'a header that holds no token is accepted',
    operations: allOperations,
    caughtBy: bypass,
    cells: cellsAt(allOperations, [
      'malformed',
      'unknown-console_session_with_workspace',
    ]),
    faults: forgiving('unauthorized', (attempt) => {
      const token = bearerOf(attempt)
      return token !== '' && !isToken.test(token)
    }),
  },
  {
    id: 'admits-unknown',
    description: 'any token that looks like one is accepted',
    operations: allOperations,
    caughtBy: bypass,
    also: {
      codes: ['status-unexpected'],
      reason: 'it is let in as the owner, who must say which session to get',
    },
    cells: cellsAt(allOperations, [
      'unknown-api_key',
      'unknown-client_session',
      'unknown-pat_with_workspace',
      'truncated',
      'publishable_key-as-bearer',
    ]),
    faults: forgiving('unauthorized', (it) => isToken.test(bearerOf(it))),
  },
  {
    id: 'admits-unknown-publishable-key',
    description: 'any publishable key is accepted',
    operations: allOperations,
    caughtBy: bypass,
    also: {
      codes: ['status-unexpected'],
      reason: 'once let in, it may be told that the session exists',
    },
    cells: cellsAt(allOperations, [
      'unknown-publishable_key',
      'api_key-as-publishable_key',
    ]),
    faults: forgiving('invalid_publishable_key', () => true),
  },
  {
    id: 'admits-revoked',
    description: 'the token of a revoked session is accepted',
    operations: gets,
    caughtBy: bypass,
    cells: cellsAt(gets, ['revoked']),
    faults: () => acceptEnded(['client_session_revoked']),
  },
  {
    id: 'admits-deleted',
    description: 'the token of a deleted session is accepted',
    operations: gets,
    caughtBy: bypass,
    cells: cellsAt(gets, ['deleted']),
    faults: () => acceptEnded(['unauthorized']),
  },
  {
    id: 'admits-expired',
    description: 'the token of an expired session is accepted',
    operations: gets,
    caughtBy: bypass,
    cells: cellsAt(gets, ['expired']),
    faults: () => acceptEnded(['client_session_expired']),
  },
  {
    id: 'admits-pat-without-workspace',
    description: 'a personal access token needs no workspace',
    operations: allOperations,
    caughtBy: bypass,
    cells: cellsAt(allOperations, ['pat-without-workspace']),
    faults: forgiving('missing_workspace_id', () => true),
  },
  {
    id: 'admits-foreign-workspace',
    description: 'a personal access token opens every workspace',
    operations: allOperations,
    caughtBy: bypass,
    cells: cellsAt(allOperations, ['pat-foreign-workspace']),
    faults: forgiving('workspace_not_found', () => true),
  },
]

const seenByCell: Pick<Mutant, 'caughtBy' | 'also'> = {
  caughtBy: bypass,
  also: {
    codes: ['expectation-unmet'],
    reason: 'a scenario that reads the other session by its own token sees it',
  },
}

/** A client session that asks for another session is shown it. */
const curious = gets.flatMap((operation) =>
  ['client_session_id', 'user_identifier_key'].map((parameter): Mutant => {
    return {
      id: `shows-others-by-${parameter}/${shortOf(operation)}`,
      description: `a client session reads another session by its ${parameter}`,
      operations: [operation],
      ...(parameter === 'client_session_id'
        ? { ...seenByCell, cells: cellsAt([operation], ['another']) }
        : { caughtBy: unmet }),
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

/** A refusal that comes too late: what was asked for is done by then. */
const tooLate = [
  'PATCH /client_sessions/grant_access',
  'POST /client_sessions/grant_access',
  'PUT /client_sessions/create',
  'POST /client_sessions/get_or_create',
].map((operation): Mutant => {
  return {
    id: `refuses-too-late/${shortOf(operation)}`,
    description: 'a client session is refused, and gets what it asked for',
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
  ...strangers,
  ...curious,
  ...tooLate,
]
