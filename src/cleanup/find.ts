/** Find: looks for the sessions of a ledger entry whose ids no response
 * named. */
import type { Entry } from './entry.ts'
import type { Session } from './response.ts'
import type { Sessions } from './sessions.ts'

export type Found =
  | { readonly sessions: readonly Session[] }
  | { readonly reason: string; readonly isFinal: boolean }

export type FindOptions = {
  readonly sessions: Sessions
  readonly search: Sessions['list']
  /** Only `list` is asked. */
  readonly isByList: boolean
}

/** How far the target's clock may be from what it should be. */
const skewMs = 30_000

/** Finds sessions by the cleanup key, and only where no other session can have
 * it. */
export async function find(entry: Entry, options: FindOptions): Promise<Found> {
  const { mark, operation } = entry
  switch (mark.kind) {
    case 'key':
      return findByKey(entry, { ...options, key: mark.key })
    case 'expiry':
      return findByExpiry(entry, { ...options, expiresAt: mark.expiresAt })
    case 'none':
      return {
        reason: `${operation} named no key and no expiry, so the session that it created cannot be found`,
        isFinal: true,
      }
    default:
      return mark satisfies never
  }
}

/** A list may leave out a session: then `get` may still know its key. */
async function findByKey(
  { foreignIds = [] }: Entry,
  { sessions, search, isByList, key }: FindOptions & { readonly key: string },
): Promise<Found> {
  const listing = await search({ user_identifier_key: key })
  if (listing.kind === 'unclear')
    return { reason: listing.reason, isFinal: false }
  const isIt = (session: Session): boolean =>
    session.key === key && !foreignIds.includes(session.id)
  const found = listing.sessions.filter(isIt)
  if (found.length > 0) return { sessions: found }
  const session = isByList ? undefined : await sessions.lookByKey(key)
  if (session && isIt(session)) return { sessions: [session] }
  const { rest } = listing
  if (rest !== undefined) return { reason: rest, isFinal: false }
  return { sessions: [] }
}

async function findByExpiry(
  { operation, atMs, foreignIds = [] }: Entry,
  { search, expiresAt }: FindOptions & { readonly expiresAt: string },
): Promise<Found> {
  const listing = await search({ without_user_identifier_key: true })
  if (listing.kind === 'unclear')
    return { reason: listing.reason, isFinal: false }
  const expiresAtMs = Date.parse(expiresAt)
  const isIt = (session: Session): boolean =>
    session.key === null &&
    session.expiresAtMs === expiresAtMs &&
    !foreignIds.includes(session.id)
  const found = listing.sessions.filter(isIt)
  const isInTime = ({ createdAtMs }: Session): boolean =>
    [0, listing.aheadMs ?? 0].some(
      (aheadMs) => Math.abs(createdAtMs - aheadMs - atMs) < skewMs,
    )
  const fitting = found.filter(isInTime)
  if (fitting.length === 1) return { sessions: fitting }
  if (found.length > 0) {
    const fit = found.length === 1 ? '1 session' : `${found.length} sessions`
    const which =
      fitting.length > 1
        ? 'it is not clear which one this run created, so none was deleted'
        : 'it was not created when the request was sent, so it was not deleted'
    const reason = `${fit} without a key fit ${operation}: ${which}`
    return { reason, isFinal: true }
  }
  const { rest } = listing
  if (rest !== undefined) return { reason: rest, isFinal: false }
  return { sessions: [] }
}
