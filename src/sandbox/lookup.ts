/** Lookup: finds the sessions of a workspace that a request names. */
import { ApiError } from './errors.ts'
import type { CreateInput, GetInput, ListInput } from './requests.ts'
import type { RequestContext } from './sessions.ts'
import type { Session } from './store.ts'

/** @throws ApiError `client_session_not_found` */
export function mustFind(input: GetInput, context: RequestContext): Session {
  const session = find(input, context)
  if (session) return session
  throw new ApiError(
    'client_session_not_found',
    'No such client session in this workspace',
  )
}

/** A client session finds only itself. If a request has both id and key, both must
 * match. */
function find(input: GetInput, context: RequestContext): Session | undefined {
  const { caller } = context
  if (caller.kind === 'client_session') {
    return matches(caller.session, input) ? caller.session : undefined
  }
  if (
    input.client_session_id === undefined &&
    input.user_identifier_key === undefined
  ) {
    throw new ApiError(
      'invalid_input',
      'Either client_session_id or user_identifier_key is needed',
    )
  }
  const [first] = candidates(input, context)
  return first && matches(first, input) ? first : undefined
}

/** By index where the request allows it, so that ten thousand cost no more. */
function candidates(
  input: GetInput,
  context: RequestContext,
): readonly Session[] {
  const { store } = context.state
  const { id } = context.workspace
  if (input.client_session_id !== undefined) {
    return present(store.findById(id, input.client_session_id))
  }
  if (input.user_identifier_key !== undefined) {
    return present(store.findByKey(id, input.user_identifier_key))
  }
  return store.all(id)
}

function matches(session: Session, input: GetInput): boolean {
  return (
    isUnsetOr(input.client_session_id, session.id) &&
    isUnsetOr(input.user_identifier_key, session.userIdentifierKey)
  )
}

export function listMatching(
  input: ListInput,
  context: RequestContext,
): readonly Session[] {
  return candidates(input, context).filter(
    (session) => matches(session, input) && isListed(session, input),
  )
}

function isListed(session: Session, input: ListInput): boolean {
  const webview = input.connect_webview_id
  const identity = input.user_identity_id
  return (
    (webview === undefined || session.connectWebviewIds.includes(webview)) &&
    (identity === undefined || session.userIdentityIds.includes(identity)) &&
    (input.without_user_identifier_key !== true ||
      session.userIdentifierKey === null)
  )
}

export function findExisting(
  input: CreateInput,
  context: RequestContext,
): Session | undefined {
  const key = input.user_identifier_key
  return key === undefined
    ? undefined
    : context.state.store.findByKey(context.workspace.id, key)
}

function isUnsetOr(wanted: string | undefined, value: string | null): boolean {
  return wanted === undefined || wanted === value
}

function present<Item>(item: Item | undefined): readonly Item[] {
  return item === undefined ? [] : [item]
}
