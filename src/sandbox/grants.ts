/** Grants: what a session may get access to, and by which credential. */
import { ApiError } from './errors.ts'
import type { ErrorType } from './errors.ts'
import { identityOf } from './requests.ts'
import type { CreateInput, GrantAccessInput } from './requests.ts'
import type { RequestContext } from './sessions.ts'

/** A publishable key is public: it may name a user and grant nothing. */
export function checkPublishableKeyUse(
  input: CreateInput,
  context: RequestContext,
): void {
  if (context.caller.kind !== 'publishable_key') return
  if (input.user_identifier_key === undefined) {
    throw new ApiError(
      'publishable_key_requires_user_identifier_key',
      'A publishable key needs a user_identifier_key',
    )
  }
  if (
    input.connected_account_ids !== undefined ||
    input.connect_webview_ids !== undefined ||
    identityOf(input) !== undefined
  ) {
    throw new ApiError(
      'publishable_keys_must_create_empty_client_sessions',
      'A publishable key cannot grant access to anything',
    )
  }
}

/** @throws ApiError if the workspace does not own one of them. */
export function checkGrants(
  input: GrantAccessInput,
  { workspace }: RequestContext,
): void {
  for (const id of input.connected_account_ids ?? []) {
    if (!workspace.connectedAccounts.has(id)) {
      throw notFound('connected_account_not_found', id)
    }
  }
  for (const id of input.connect_webview_ids ?? []) {
    if (!workspace.connectWebviews.has(id)) {
      throw notFound('connect_webview_not_found', id)
    }
  }
  const identity = identityOf(input)
  if (identity !== undefined && !workspace.userIdentities.has(identity)) {
    throw notFound('user_identity_not_found', identity)
  }
}

function notFound(type: ErrorType, id: string): ApiError {
  return new ApiError(type, `Nothing in this workspace has the id "${id}"`)
}
