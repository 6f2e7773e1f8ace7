/** Authentication: finds the caller by the credentials of a request. */
import type { IncomingHttpHeaders } from 'node:http'
import { ApiError } from './errors.ts'
import type { Session } from './store.ts'
import type { SandboxState } from './state.ts'

export type Scheme =
  | 'api_key'
  | 'client_session'
  | 'console_session_with_workspace'
  | 'pat_with_workspace'
  | 'publishable_key'

export type Caller =
  | {
      readonly kind: Exclude<Scheme, 'client_session'>
      readonly workspaceId: string
    }
  | {
      readonly kind: 'client_session'
      readonly workspaceId: string
      readonly session: Session
    }

/** What an operation accepts, and the headers of the request. */
export type Attempt = {
  /** `POST /client_sessions/create` */
  readonly operation: string
  readonly accepts: readonly Scheme[]
  readonly headers: IncomingHttpHeaders
  readonly state: SandboxState
}

/** @throws ApiError when the credential is missing, unknown or of a kind that
 * the operation does not accept. */
export function authorize(attempt: Attempt): Caller {
  const caller = identify(attempt)
  if (attempt.accepts.includes(caller.kind)) return caller
  throw new ApiError(
    'token_auth_not_accepted',
    `A credential of the kind ${caller.kind} is not accepted here`,
  )
}

/** `Authorization` takes precedence over the publishable key's header. */
function identify({ headers, state }: Attempt): Caller {
  if (headers.authorization !== undefined) {
    return identifyBearer(headers.authorization, { headers, state })
  }
  const publishableKey = headers['seam-publishable-key']
  if (publishableKey === undefined) throw unauthorized()
  if (publishableKey !== state.seed.publishableKey) {
    throw new ApiError(
      'invalid_publishable_key',
      'The publishable key is not known',
    )
  }
  return { kind: 'publishable_key', workspaceId: state.seed.workspaceId }
}

type Given = Pick<Attempt, 'headers' | 'state'>

/** RFC 9110 §11.1 makes the scheme case-insensitive, RFC 6750 §2.1 gives the
 * characters of a token. */
const bearer = /^Bearer +([\w.~+/-]+=*)$/i

function identifyBearer(value: string, given: Given): Caller {
  const { seed, store, now } = given.state
  const token = bearer.exec(value)?.[1]
  switch (token) {
    case undefined:
      throw unauthorized()
    case seed.apiKey:
      return { kind: 'api_key', workspaceId: seed.workspaceId }
    case seed.foreignApiKey:
      return { kind: 'api_key', workspaceId: seed.foreignWorkspaceId }
    case seed.personalAccessToken:
      return {
        kind: 'pat_with_workspace',
        workspaceId: chosenWorkspace(given),
      }
    case seed.consoleSessionToken:
      return {
        kind: 'console_session_with_workspace',
        workspaceId: chosenWorkspace(given),
      }
    default: {
      const session = store.findByToken(token)
      if (!session) throw unauthorized()
      return identifySession(session, now())
    }
  }
}

function identifySession(session: Session, nowMs: number): Caller {
  if (session.isRevoked) {
    throw new ApiError(
      'client_session_revoked',
      'The client session has been revoked',
    )
  }
  if (session.expiresAtMs <= nowMs) {
    throw new ApiError(
      'client_session_expired',
      'The client session has expired',
    )
  }
  return {
    kind: 'client_session',
    workspaceId: session.workspaceId,
    session,
  }
}

function chosenWorkspace({ headers, state }: Given): string {
  const workspaceId = headers['seam-workspace']
  if (workspaceId === undefined || workspaceId === '') {
    throw new ApiError(
      'missing_workspace_id',
      'This kind of credential needs the header seam-workspace',
    )
  }
  if (workspaceId !== state.seed.workspaceId) {
    throw new ApiError(
      'workspace_not_found',
      'The credential does not open this workspace',
    )
  }
  return workspaceId
}

function unauthorized(): ApiError {
  return new ApiError(
    'unauthorized',
    'No valid credential came with the request',
  )
}
