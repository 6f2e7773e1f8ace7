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
import type { Scene } from './sessions.ts'
import type { Session } from './store.ts'

export function create(input: CreateInput, scene: Scene): Reply {
  if (findExisting(input, scene)) {
    throw new ApiError(
      'client_session_token_already_exists',
      'A client session with this user_identifier_key already exists; use get_or_create',
    )
  }
  return upsert(input, scene)
}

/** Serves get_or_create and `PUT create`, which find the session by its key. */
export function upsert(input: CreateInput, scene: Scene): Reply {
  checkPublishableKeyUse(input, scene)
  checkGrants(input, scene)
  const found = findExisting(input, scene)
  return oneSession(
    found ? renewSession(found, { input, scene }) : insertSession(input, scene),
    scene,
  )
}

export function get(input: GetInput, scene: Scene): Reply {
  return oneSession(mustFind(input, scene), scene)
}

/** Adds to what the session may reach; it takes nothing away. */
export function grantAccess(input: GrantAccessInput, scene: Scene): Reply {
  const session = mustFind(input, scene)
  checkGrants(input, scene)
  const identity = identityOf(input)
  return oneSession(
    extendSession(session, {
      accounts: input.connected_account_ids ?? [],
      webviews: input.connect_webview_ids ?? [],
      identities: identity === undefined ? [] : [identity],
      scene,
    }),
    scene,
  )
}

export function list(input: ListInput, scene: Scene): Reply {
  return ok({
    client_sessions: listMatching(input, scene).map((session) =>
      renderSession(session, scene),
    ),
  })
}

export function remove(input: SessionIdInput, scene: Scene): Reply {
  scene.world.store.remove(mustFind(input, scene))
  return ok()
}

/** The session stays readable; only its token is refused from now on. */
export function revoke(input: SessionIdInput, scene: Scene): Reply {
  const session = mustFind(input, scene)
  scene.world.store.put({ ...session, isRevoked: true })
  return ok()
}

function oneSession(session: Session, scene: Scene): Reply {
  return ok({ client_session: renderSession(session, scene) })
}
