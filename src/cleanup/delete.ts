/** Settling: takes away what one entry of the ledger stands for, and makes sure
 * of it. */
import type { Exchange } from '../model/exchange.ts'
import type { Entry, Mark } from './entry.ts'
import { isOutage, told } from './sessions.ts'
import type { Session, Sessions } from './sessions.ts'

/** What became of one session. */
export type Settled = {
  /** Absent where nothing says which session it was. */
  readonly sessionId?: string
  /** `gone`: it was gone already. `removed`: it is, now. `left`: it is there
   * still, or the API refused to take it away. `unclear`: nobody can tell.
   * `found`: it is there, and was only to be looked for. */
  readonly status: 'gone' | 'removed' | 'left' | 'unclear' | 'found'
  /** Why it is left or unclear, one line. */
  readonly reason?: string
  /** The delete that was tried. */
  readonly exchange?: Exchange
}

export type Settling = {
  readonly sessions: Sessions
  readonly nowMs: number
  /** How what has no known id is looked for; as all else by default. */
  readonly search?: Sessions['list']
  /** Nothing is taken away. */
  readonly isDry?: boolean
  /** Deletes that were sent already, by session. */
  readonly removals?: ReadonlyMap<string, Exchange>
  /** Told of each session that was found by its mark. */
  readonly onFound?: (sessionId: string) => void
}

/** A request that had no reply may still be on its way for so long. */
const settledAfterMs = 60_000
/** How far the target's clock may be from ours. */
const skewMs = 30_000

/** Open: it may yet come, or nobody can tell; look again later. */
export type Answer = {
  readonly isOpen: boolean
  /** Nobody will ever be able to tell: it is said once. */
  readonly isFinal?: boolean
  readonly results: readonly Settled[]
}

export async function settle(entry: Entry, by: Settling): Promise<Answer> {
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
    const isOpen = by.nowMs - entry.atMs < settledAfterMs
    return { isOpen, results: [{ status: 'gone' }] }
  }
  const results: Settled[] = []
  for (const id of ids)
    results.push(await takeAway({ id, mark: entry.mark }, by))
  const isOpen = results.some(({ status }) =>
    ['left', 'unclear', 'found'].includes(status),
  )
  return { isOpen, results }
}

type Found =
  | { readonly ids: readonly string[] }
  | { readonly reason: string; readonly isFinal: boolean }

/** By its mark, and only where it can be nobody else's. */
async function find(
  { mark, operation, atMs }: Entry,
  { sessions, search = sessions.list, onFound }: Settling,
): Promise<Found> {
  if (mark.kind === 'none') {
    const reason = `${operation} had neither key nor expiry: what it made cannot be told from others' sessions`
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
    const reason = `${ids.length} sessions without a key fit ${operation}: which is ours cannot be told, and none was touched`
    return { reason, isFinal: true }
  }
  for (const id of ids) onFound?.(id)
  return { ids }
}

/** A session whose key is not the one it was made with is not touched, whoever
 * says that it is ours. */
export async function takeAway(
  { id: sessionId, mark }: { readonly id: string; readonly mark: Mark },
  { sessions, isDry, removals }: Settling,
): Promise<Settled> {
  const sent = removals?.get(sessionId)
  const before = sent ? undefined : await sessions.look(sessionId)
  if (before?.kind === 'gone') return { sessionId, status: 'gone' }
  const madeWith = mark.kind === 'key' ? mark.key : null
  if (before?.kind === 'there' && before.session.key !== madeWith) {
    const reason = 'its key is not the one it was made with: not touched'
    return { sessionId, status: 'unclear', reason }
  }
  if (isDry) {
    return before?.kind === 'unclear'
      ? { sessionId, status: 'unclear', reason: before.reason }
      : { sessionId, status: 'found' }
  }
  const exchange = sent ?? (await sessions.remove(sessionId))
  const after = await sessions.look(sessionId)
  const result = { sessionId, exchange }
  if (after.kind === 'gone') return { ...result, status: 'removed' }
  const status = isOutage(exchange) ? 'unclear' : 'left'
  if (after.kind === 'there') {
    return {
      ...result,
      status,
      reason: `${told(exchange)}, and the session is still there`,
    }
  }
  const reason = `${told(exchange)}; whether the session is gone cannot be told: ${after.reason}`
  const isDone =
    exchange.result.kind === 'reply' && exchange.result.status < 300
  return { ...result, status: isDone ? 'unclear' : status, reason }
}
