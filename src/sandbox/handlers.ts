/** The handlers: what each operation does to the sessions of a workspace. */
import { ApiError } from './errors.ts'
import { checkGrants, checkPublishableKeyUse } from './grants.ts'
import { findExisting, listMatching, mustFind } from './lookup.ts'
import { identityOf } from './requests.ts'
import type {
  CreateInput,
  GetInput,
  GrantAccessInput,
  ListInput,
  SessionIdInput,
} from './requests.ts'
import { ok } from './replies.ts'
import type { Reply } from './replies.ts'
import {
  extendSession,
  insertSession,
  renderSession,
  renewSession,
} from './sessions.ts'
import type { RequestContext } from './sessions.ts'
import type { Session } from './store.ts'

export function create(input: CreateInput, context: RequestContext): Reply {
  if (findExisting(input, context)) {
    throw new ApiError(
      'client_session_token_already_exists',
      'A client session with this user_identifier_key already exists; use get_or_create',
    )
  }
  return upsert(input, context)
}

/** Serves get_or_create and `PUT create`, which find the session by its key. */
export function upsert(input: CreateInput, context: RequestContext): Reply {
  checkPublishableKeyUse(input, context)
  checkGrants(input, context)
  const found = findExisting(input, context)
  return oneSession(
    found
      ? renewSession(found, { input, context })
      : insertSession(input, context),
    context,
  )
}

export function get(input: GetInput, context: RequestContext): Reply {
  return oneSession(mustFind(input, context), context)
}

/** Adds access to the session; it removes none. */
export function grantAccess(
  input: GrantAccessInput,
  context: RequestContext,
): Reply {
  const session = mustFind(input, context)
  checkGrants(input, context)
  const identity = identityOf(input)
  return oneSession(
    extendSession(session, {
      accounts: input.connected_account_ids ?? [],
      webviews: input.connect_webview_ids ?? [],
      identities: identity === undefined ? [] : [identity],
      context,
    }),
    context,
  )
}

export function list(input: ListInput, context: RequestContext): Reply {
  return ok({
    client_sessions: listMatching(input, context).map((session) =>
      renderSession(session, context),
    ),
  })
}

export function remove(input: SessionIdInput, context: RequestContext): Reply {
  context.state.store.remove(mustFind(input, context))
  return ok()
}

/** The session stays readable; its token is rejected from now on. */
export function revoke(input: SessionIdInput, context: RequestContext): Reply {
  const session = mustFind(input, context)
  context.state.store.put({ ...session, isRevoked: true })
  return ok()
}

function oneSession(session: Session, context: RequestContext): Reply {
  return ok({ client_session: renderSession(session, context) })
}
