/** Delete: deletes the sessions of one ledger entry, and checks that they are
 * gone. */
import type { Exchange } from '../model/exchange.ts'
import type { CleanupKey, Entry } from './entry.ts'
import { describe, isOutage } from './sessions.ts'
import type { Session, Sessions } from './sessions.ts'

/** What cleanup did with one session, and found. */
export type DeleteResult = {
  /** Absent where no response named the session. */
  readonly sessionId?: string
  /** `gone`: it did not exist any more. `removed`: this cleanup deleted it.
   * `left`: it still exists, or the API rejected the delete. `unclear`: the
   * responses do not say. `found`: it exists, and this is a dry run. */
  readonly status: 'gone' | 'removed' | 'left' | 'unclear' | 'found'
  /** Why it is left or unclear, one line. */
  readonly reason?: string
  /** The delete that was sent. */
  readonly exchange?: Exchange
}

export type DeleteOptions = {
  readonly sessions: Sessions
  readonly nowMs: number
  /** Looks for a session whose id is not known; `sessions.list` by default. */
  readonly search?: Sessions['list']
  /** Deletes nothing. */
  readonly isDry?: boolean
  /** Deletes that the undo has sent already, by session id. */
  readonly sentDeletes?: ReadonlyMap<string, Exchange>
  /** Called with each session that was found by its cleanup key. */
  readonly onFound?: (sessionId: string) => void
}

/** The API may still process a request without a response for so long. */
const arrivesWithinMs = 60_000
/** How far the target's clock may be from ours. */
const skewMs = 30_000

export type EntryResult = {
  /** The session still exists or may appear later: the next cleanup checks
   * again. */
  readonly isOpen: boolean
  /** A later check cannot find out more: it is reported once. */
  readonly isFinal?: boolean
  readonly results: readonly DeleteResult[]
}

export async function deleteEntry(
  entry: Entry,
  options: DeleteOptions,
): Promise<EntryResult> {
  const found =
    entry.sessionIds.length > 0
      ? { ids: entry.sessionIds }
      : await find(entry, options)
  if ('reason' in found) {
    const { reason, isFinal } = found
    return { isOpen: true, isFinal, results: [{ status: 'unclear', reason }] }
  }
  const { ids } = found
  if (ids.length === 0) {
    const isOpen = options.nowMs - entry.atMs < arrivesWithinMs
    return { isOpen, results: [{ status: 'gone' }] }
  }
  const results: DeleteResult[] = []
  for (const id of ids)
    results.push(await deleteSession({ id, cleanupKey: entry.mark }, options))
  const isOpen = results.some(({ status }) =>
    ['left', 'unclear', 'found'].includes(status),
  )
  return { isOpen, results }
}

type Found =
  | { readonly ids: readonly string[] }
  | { readonly reason: string; readonly isFinal: boolean }

/** Finds sessions by the cleanup key, and only where no other session can have
 * it. */
async function find(
  { mark: cleanupKey, operation, atMs }: Entry,
  { sessions, search = sessions.list, onFound }: DeleteOptions,
): Promise<Found> {
  if (cleanupKey.kind === 'none') {
    const reason = `${operation} had neither key nor expiry, so its session cannot be identified`
    return { reason, isFinal: true }
  }
  const listing = await search(
    cleanupKey.kind === 'key'
      ? { user_identifier_key: cleanupKey.key }
      : { without_user_identifier_key: true },
  )
  if (listing.kind === 'unclear')
    return { reason: listing.reason, isFinal: false }
  const isIt = ({ key, createdAtMs, expiresAtMs }: Session): boolean =>
    cleanupKey.kind === 'key'
      ? key === cleanupKey.key
      : key === null &&
        expiresAtMs === Date.parse(cleanupKey.expiresAt) &&
        Math.abs(createdAtMs - atMs) < skewMs
  const ids = listing.sessions.filter(isIt).map(({ id }) => id)
  if (cleanupKey.kind === 'expiry' && ids.length > 1) {
    const reason = `${ids.length} sessions without a key fit ${operation}: it is not clear which one this run created, so none was deleted`
    return { reason, isFinal: true }
  }
  for (const id of ids) onFound?.(id)
  return { ids }
}

/** Never deletes a session whose key is not the one that the run created it
 * with. */
export async function deleteSession(
  {
    id: sessionId,
    cleanupKey,
  }: { readonly id: string; readonly cleanupKey: CleanupKey },
  { sessions, isDry, sentDeletes }: DeleteOptions,
): Promise<DeleteResult> {
  const sent = sentDeletes?.get(sessionId)
  const before = sent ? undefined : await sessions.look(sessionId)
  if (before?.kind === 'gone') return { sessionId, status: 'gone' }
  const createdWith = cleanupKey.kind === 'key' ? cleanupKey.key : null
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

/** Whether the delete worked: reads the session once more. */
async function confirm(
  sessionId: string,
  {
    sessions,
    exchange,
  }: { readonly sessions: Sessions; readonly exchange: Exchange },
): Promise<Pick<DeleteResult, 'status' | 'reason'>> {
  const after = await sessions.look(sessionId)
  if (after.kind === 'gone') return { status: 'removed' }
  const status = isOutage(exchange) ? 'unclear' : 'left'
  const answer = describe(exchange)
  if (after.kind === 'there')
    return { status, reason: `${answer}, and the session is still there` }
  const reason = `${answer}; it is not clear whether the session is gone: ${after.reason}`
  const isDone =
    exchange.result.kind === 'reply' && exchange.result.status < 300
  return { status: isDone ? 'unclear' : status, reason }
}
