/** The store: all client sessions, indexed by id, key and token. */

export type Session = {
  /** A uuid. */
  readonly id: string
  readonly workspaceId: string
  readonly token: string
  /** RFC 3339 in UTC, with microseconds as the live API sends them. */
  readonly createdAt: string
  readonly expiresAtMs: number
  readonly userIdentifierKey: string | null
  readonly customerKey: string | undefined
  readonly connectedAccountIds: readonly string[]
  readonly connectWebviewIds: readonly string[]
  readonly userIdentityIds: readonly string[]
  readonly isRevoked: boolean
}

export type Store = {
  /** Adds the session, or replaces the one of the same id in its place. */
  readonly put: (session: Session) => void
  readonly remove: (session: Session) => void
  readonly findById: (workspaceId: string, id: string) => Session | undefined
  readonly findByKey: (workspaceId: string, key: string) => Session | undefined
  readonly findByToken: (token: string) => Session | undefined
  /** Oldest first. */
  readonly all: (workspaceId: string) => readonly Session[]
  readonly size: () => number
}

type WorkspaceIndex = {
  readonly byId: Map<string, Session>
  readonly byKey: Map<string, Session>
}

/** Holds `capacity` sessions at most; beyond it the oldest one is dropped. */
export function createStore(capacity: number): Store {
  const byId = new Map<string, Session>()
  const byToken = new Map<string, Session>()
  const workspaces = new Map<string, WorkspaceIndex>()
  // One iterator for the whole life of the store: a new one for each drop would
  // step over all gaps of earlier drops.
  const oldestFirst = byId.values()

  function indexOf(workspaceId: string): WorkspaceIndex {
    const found = workspaces.get(workspaceId)
    if (found) return found
    const index: WorkspaceIndex = { byId: new Map(), byKey: new Map() }
    workspaces.set(workspaceId, index)
    return index
  }

  function put(session: Session): void {
    const before = byId.get(session.id)
    if (before) byToken.delete(before.token)
    const index = indexOf(session.workspaceId)
    byId.set(session.id, session)
    byToken.set(session.token, session)
    index.byId.set(session.id, session)
    if (session.userIdentifierKey !== null) {
      index.byKey.set(session.userIdentifierKey, session)
    }
    if (byId.size > capacity) dropOldest()
  }

  function remove(session: Session): void {
    const index = indexOf(session.workspaceId)
    byId.delete(session.id)
    byToken.delete(session.token)
    index.byId.delete(session.id)
    if (session.userIdentifierKey !== null) {
      index.byKey.delete(session.userIdentifierKey)
    }
  }

  function dropOldest(): void {
    const oldest = oldestFirst.next()
    if (!oldest.done) remove(oldest.value)
  }

  return {
    put,
    remove,
    findById: (workspaceId, id) => indexOf(workspaceId).byId.get(id),
    findByKey: (workspaceId, key) => indexOf(workspaceId).byKey.get(key),
    findByToken: (token) => byToken.get(token),
    all: (workspaceId) => [...indexOf(workspaceId).byId.values()],
    size: () => byId.size,
  }
}
