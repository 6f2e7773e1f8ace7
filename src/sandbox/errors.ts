/** The errors of the API: status, type and message of each. */
import type { JsonObject, Reply } from './replies.ts'

const statuses = {
  invalid_input: 400,
  invalid_json: 400,
  invalid_content_type: 400,
  missing_workspace_id: 400,
  client_session_token_already_exists: 400,
  publishable_key_requires_user_identifier_key: 400,
  publishable_keys_must_create_empty_client_sessions: 400,
  unauthorized: 401,
  invalid_publishable_key: 401,
  token_auth_not_accepted: 401,
  workspace_not_found: 401,
  client_session_revoked: 401,
  client_session_expired: 401,
  client_session_not_found: 404,
  connect_webview_not_found: 404,
  connected_account_not_found: 404,
  user_identity_not_found: 404,
  not_found: 404,
  method_not_allowed: 405,
  internal_error: 500,
} as const

export type ErrorType = keyof typeof statuses

export function statusOf(type: ErrorType): number {
  return statuses[type]
}

/** Ends the handling of a request; `replyOf` turns it into a response. */
export class ApiError extends Error {
  readonly type: ErrorType
  readonly details: JsonObject
  /** `details` are sent beside type and message: `validation_errors`, `data`. */
  constructor(type: ErrorType, message: string, details: JsonObject = {}) {
    super(message)
    this.name = 'ApiError'
    this.type = type
    this.details = details
  }
}

/** Any other error is a bug of the sandbox, and becomes a 500. */
export function replyOf(error: unknown): Reply {
  const known =
    error instanceof ApiError
      ? error
      : new ApiError('internal_error', `The sandbox failed: ${String(error)}`)
  return {
    status: statusOf(known.type),
    headers: {},
    body: {
      error: { type: known.type, message: known.message, ...known.details },
      ok: false,
    },
  }
}
