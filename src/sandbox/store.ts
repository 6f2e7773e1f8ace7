/** The store: every client session, found by id, key or token at equal cost. */

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

type Shelf = {
  readonly byId: Map<string, Session>
  readonly byKey: Map<string, Session>
}

/** Holds `capacity` sessions at most; beyond it the oldest one is dropped. */
export function createStore(capacity: number): Store {
  const byId = new Map<string, Session>()
  const byToken = new Map<string, Session>()
  const shelves = new Map<string, Shelf>()
  // One iterator for all time: it stands where the last drop ended. A new one
  // for each drop would step over every hole that earlier drops left.
  const oldestFirst = byId.values()

  function shelfOf(workspaceId: string): Shelf {
    const found = shelves.get(workspaceId)
    if (found) return found
    const shelf: Shelf = { byId: new Map(), byKey: new Map() }
    shelves.set(workspaceId, shelf)
    return shelf
  }

  function put(session: Session): void {
    const before = byId.get(session.id)
    if (before) byToken.delete(before.token)
    const shelf = shelfOf(session.workspaceId)
    byId.set(session.id, session)
    byToken.set(session.token, session)
    shelf.byId.set(session.id, session)
    if (session.userIdentifierKey !== null) {
      shelf.byKey.set(session.userIdentifierKey, session)
    }
    if (byId.size > capacity) dropOldest()
  }

  function remove(session: Session): void {
    const shelf = shelfOf(session.workspaceId)
    byId.delete(session.id)
    byToken.delete(session.token)
    shelf.byId.delete(session.id)
    if (session.userIdentifierKey !== null) {
      shelf.byKey.delete(session.userIdentifierKey)
    }
  }

  function dropOldest(): void {
    const oldest = oldestFirst.next()
    if (!oldest.done) remove(oldest.value)
  }

  return {
    put,
    remove,
    findById: (workspaceId, id) => shelfOf(workspaceId).byId.get(id),
    findByKey: (workspaceId, key) => shelfOf(workspaceId).byKey.get(key),
    findByToken: (token) => byToken.get(token),
    all: (workspaceId) => [...shelfOf(workspaceId).byId.values()],
    size: () => byId.size,
  }
}
