/** Sessions: creates, renews, extends and renders them. */
import { randomUUID } from 'node:crypto'
import type { Caller } from './auth.ts'
import { identityOf } from './requests.ts'
import type { CreateInput } from './requests.ts'
import type { JsonObject } from './replies.ts'
import { mintSecret } from './seed.ts'
import type { Workspace } from './seed.ts'
import type { Session } from './store.ts'
import type { SandboxState } from './state.ts'

/** Who calls, in which workspace of which state. */
export type RequestContext = {
  readonly caller: Caller
  readonly workspace: Workspace
  readonly state: SandboxState
}

const yearMs = 365 * 24 * 60 * 60 * 1000

export function insertSession(
  input: CreateInput,
  context: RequestContext,
): Session {
  const { state, workspace } = context
  const session: Session = {
    id: randomUUID(),
    workspaceId: workspace.id,
    token: mintToken(),
    createdAt: renderMicroseconds(state.now()),
    expiresAtMs: requestedExpiry(input) ?? state.now() + yearMs,
    userIdentifierKey: input.user_identifier_key ?? null,
    customerKey: input.customer_key,
    connectedAccountIds: union([], input.connected_account_ids),
    connectWebviewIds: union([], input.connect_webview_ids),
    userIdentityIds: union([], listOf(identityOf(input))),
    isRevoked: false,
  }
  state.store.put(session)
  return session
}

/** Keeps the id and changes what the request names. An expired or revoked session
 * becomes valid again; a revoked token is replaced. */
export function renewSession(
  session: Session,
  {
    input,
    context,
  }: { readonly input: CreateInput; readonly context: RequestContext },
): Session {
  const { now, store } = context.state
  const isExpired = session.expiresAtMs <= now()
  const identity = identityOf(input)
  const renewed: Session = {
    ...session,
    token: session.isRevoked ? mintToken() : session.token,
    isRevoked: false,
    expiresAtMs:
      requestedExpiry(input) ??
      (isExpired ? now() + yearMs : session.expiresAtMs),
    customerKey: input.customer_key ?? session.customerKey,
    connectedAccountIds: union(
      [],
      input.connected_account_ids ?? session.connectedAccountIds,
    ),
    connectWebviewIds: union(
      [],
      input.connect_webview_ids ?? session.connectWebviewIds,
    ),
    userIdentityIds:
      identity === undefined ? session.userIdentityIds : [identity],
  }
  store.put(renewed)
  return renewed
}

export function extendSession(
  session: Session,
  additions: {
    readonly accounts: readonly string[]
    readonly webviews: readonly string[]
    readonly identities: readonly string[]
    readonly context: RequestContext
  },
): Session {
  const extended: Session = {
    ...session,
    connectedAccountIds: union(session.connectedAccountIds, additions.accounts),
    connectWebviewIds: union(session.connectWebviewIds, additions.webviews),
    userIdentityIds: union(session.userIdentityIds, additions.identities),
  }
  additions.context.state.store.put(extended)
  return extended
}

/** JSON omits members that are `undefined`. */
export function renderSession(
  session: Session,
  context: RequestContext,
): JsonObject {
  return {
    client_session_id: session.id,
    workspace_id: session.workspaceId,
    created_at: session.createdAt,
    expires_at: new Date(session.expiresAtMs).toISOString(),
    token: session.token,
    user_identifier_key: session.userIdentifierKey,
    customer_key: session.customerKey,
    device_count: countDevices(session, context.workspace),
    connected_account_ids: session.connectedAccountIds,
    connect_webview_ids: session.connectWebviewIds,
    user_identity_id: session.userIdentityIds[0],
    user_identity_ids: session.userIdentityIds,
  }
}

function countDevices(session: Session, workspace: Workspace): number {
  let count = 0
  for (const id of session.connectedAccountIds) {
    count += workspace.connectedAccounts.get(id) ?? 0
  }
  return count
}

function requestedExpiry(input: CreateInput): number | undefined {
  return input.expires_at === undefined
    ? undefined
    : Date.parse(input.expires_at)
}

function mintToken(): string {
  return mintSecret('seam_cst')
}

/** Milliseconds, written with six digits as the live API does. */
function renderMicroseconds(nowMs: number): string {
  const micros = String(Math.floor(Math.random() * 1000)).padStart(3, '0')
  return new Date(nowMs).toISOString().replace('Z', `${micros}Z`)
}

function union(
  present: readonly string[],
  added: readonly string[] = [],
): readonly string[] {
  return [...new Set([...present, ...added])]
}

function listOf(item: string | undefined): readonly string[] {
  return item === undefined ? [] : [item]
}
