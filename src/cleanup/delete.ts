/** Delete: removes the session that one entry of the ledger stands for, and
 * looks whether it is gone. */
import type { Exchange } from '../model/exchange.ts'
import type { CleanupKey, Entry } from './entry.ts'
import { describe, isOutage } from './sessions.ts'
import type { Session, Sessions } from './sessions.ts'

/** What became of one session. */
export type Deleted = {
  /** Absent where nothing says which session it was. */
  readonly sessionId?: string
  /** `gone`: it was gone already. `removed`: this cleanup deleted it. `left`: it
   * is still there, or the API rejected the delete. `unclear`: no response says
   * which. `found`: it is there, and was only to be looked for. */
  readonly status: 'gone' | 'removed' | 'left' | 'unclear' | 'found'
  /** Why it is left or unclear, one line. */
  readonly reason?: string
  /** The delete that was sent. */
  readonly exchange?: Exchange
}

export type Deleting = {
  readonly sessions: Sessions
  readonly nowMs: number
  /** Looks for a session whose id is not known; `sessions.list` by default. */
  readonly search?: Sessions['list']
  /** Deletes nothing. */
  readonly isDry?: boolean
  /** Deletes that were sent already, by session. */
  readonly removals?: ReadonlyMap<string, Exchange>
  /** Called with each session that was found by its cleanup key. */
  readonly onFound?: (sessionId: string) => void
}

/** A request without a response may still be on its way for so long. */
const arrivesWithinMs = 60_000
/** How far the target's clock may be from ours. */
const skewMs = 30_000

/** Open: the session may still appear, or it is not clear; look again later. */
export type Result = {
  readonly isOpen: boolean
  /** No later look can tell more: it is reported once. */
  readonly isFinal?: boolean
  readonly results: readonly Deleted[]
}

export async function deleteEntry(entry: Entry, by: Deleting): Promise<Result> {
  const found =
    entry.sessionIds.length > 0
      ? { ids: entry.sessionIds }
      : await find(entry, by)
  if ('reason' in found) {
    const { reason, isFinal } = found
    return { isOpen: true, isFinal, results: [{ status: 'unclear', reason }] }
  }
  const { ids } = found
  if (ids.length === 0) {
    const isOpen = by.nowMs - entry.atMs < arrivesWithinMs
    return { isOpen, results: [{ status: 'gone' }] }
  }
  const results: Deleted[] = []
  for (const id of ids)
    results.push(await deleteSession({ id, mark: entry.mark }, by))
  const isOpen = results.some(({ status }) =>
    ['left', 'unclear', 'found'].includes(status),
  )
  return { isOpen, results }
}

type Found =
  | { readonly ids: readonly string[] }
  | { readonly reason: string; readonly isFinal: boolean }

/** By its cleanup key, and only where no other session can have it. */
async function find(
  { mark, operation, atMs }: Entry,
  { sessions, search = sessions.list, onFound }: Deleting,
): Promise<Found> {
  if (mark.kind === 'none') {
    const reason = `${operation} had neither key nor expiry: the session it created cannot be told from others`
    return { reason, isFinal: true }
  }
  const listing = await search(
    mark.kind === 'key'
      ? { user_identifier_key: mark.key }
      : { without_user_identifier_key: true },
  )
  if (listing.kind === 'unclear')
    return { reason: listing.reason, isFinal: false }
  const isIt = ({ key, createdAtMs, expiresAtMs }: Session): boolean =>
    mark.kind === 'key'
      ? key === mark.key
      : key === null &&
        expiresAtMs === Date.parse(mark.expiresAt) &&
        Math.abs(createdAtMs - atMs) < skewMs
  const ids = listing.sessions.filter(isIt).map(({ id }) => id)
  if (mark.kind === 'expiry' && ids.length > 1) {
    const reason = `${ids.length} sessions without a key fit ${operation}: which one is ours is not clear, and none was deleted`
    return { reason, isFinal: true }
  }
  for (const id of ids) onFound?.(id)
  return { ids }
}

/** A session with another key than the one it was created with is never
 * deleted, whatever says that it is ours. */
export async function deleteSession(
  { id: sessionId, mark }: { readonly id: string; readonly mark: CleanupKey },
  { sessions, isDry, removals }: Deleting,
): Promise<Deleted> {
  const sent = removals?.get(sessionId)
  const before = sent ? undefined : await sessions.look(sessionId)
  if (before?.kind === 'gone') return { sessionId, status: 'gone' }
  const createdWith = mark.kind === 'key' ? mark.key : null
  if (before?.kind === 'there' && before.session.key !== createdWith) {
    const reason = 'its key is not the one it was created with: not deleted'
    return { sessionId, status: 'unclear', reason }
  }
  if (isDry) {
    return before?.kind === 'unclear'
      ? { sessionId, status: 'unclear', reason: before.reason }
      : { sessionId, status: 'found' }
  }
  const exchange = sent ?? (await sessions.remove(sessionId))
  return {
    sessionId,
    exchange,
    ...(await confirm(sessionId, { sessions, exchange })),
  }
}

/** Whether the delete worked, by one more look. */
async function confirm(
  sessionId: string,
  {
    sessions,
    exchange,
  }: { readonly sessions: Sessions; readonly exchange: Exchange },
): Promise<Pick<Deleted, 'status' | 'reason'>> {
  const after = await sessions.look(sessionId)
  if (after.kind === 'gone') return { status: 'removed' }
  const status = isOutage(exchange) ? 'unclear' : 'left'
  const answer = describe(exchange)
  if (after.kind === 'there')
    return { status, reason: `${answer}, and the session is still there` }
  const reason = `${answer}; whether the session is gone is not clear: ${after.reason}`
  const isDone =
    exchange.result.kind === 'reply' && exchange.result.status < 300
  return { status: isDone ? 'unclear' : status, reason }
}
