/** Delete: looks at a session, deletes it if the run created it, and checks that
 * it is gone. */
import { isRejected } from '../model/exchange.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Expected } from './entry.ts'
import { isSuccess } from '../model/exchange.ts'
import { describe, isOutage } from './response.ts'
import type { Session } from './response.ts'
import type { Sessions } from './sessions.ts'
import { whyForeign } from './why-foreign.ts'

/** What cleanup did with one session, and found. */
export type DeleteResult = {
  /** Absent where no response named the session. */
  readonly sessionId?: string
  /** `gone`: it did not exist any more. `removed`: this cleanup deleted it.
   * `left`: it still exists, or the API rejected the delete. `unclear`: the
   * responses do not say. `found`: it exists, and this is a dry run.
   * `foreign`: it is not what the run created, and was not deleted. */
  readonly status: 'gone' | 'removed' | 'left' | 'unclear' | 'found' | 'foreign'
  /** Why it is left or unclear, one line. */
  readonly reason?: string
  /** The delete that was sent; or the look that shows nothing. */
  readonly exchange?: Exchange
}

export type DeleteOptions = {
  readonly sessions: Sessions
  readonly nowMs: number
  /** Looks for a session whose id is not known; `sessions.list` by default. */
  readonly search?: Sessions['list']
  /** Deletes nothing. */
  readonly isDry?: boolean
  /** A younger session is not deleted. */
  readonly olderThanMs?: number
  /** What this cleanup has done already, by `doneKey`. */
  readonly done?: ReadonlyMap<string, DeleteResult>
  /** Called with each session that was found by its cleanup key. */
  readonly onFound?: (sessionId: string) => void
}

export type EntryResult = {
  /** The session still exists or may appear later: the next cleanup checks
   * again. */
  readonly isOpen: boolean
  /** A later check cannot find out more: it is reported once. */
  readonly isFinal?: boolean
  readonly results: readonly DeleteResult[]
}

/** A later cleanup must look at it again. */
export function mayExist({ status }: DeleteResult): boolean {
  return status !== 'gone' && status !== 'removed'
}

/** Looks at a session, and deletes it only if it is what the run created. */
export async function deleteSession(
  {
    id: sessionId,
    expected,
    seen,
    isNamed = false,
  }: {
    readonly id: string
    readonly expected: Expected
    /** The session as a list has it. */
    readonly seen?: Session
    /** The response to the request of the run named it. */
    readonly isNamed?: boolean
  },
  { sessions, isDry, olderThanMs }: Omit<DeleteOptions, 'nowMs'>,
): Promise<DeleteResult> {
  const before = await sessions.look(sessionId)
  if (before.kind === 'unclear') {
    const reason = `not deleted, because it is not clear whose session it is: ${before.reason}`
    const { exchange } = before
    return { sessionId, status: 'unclear', reason, exchange }
  }
  if (before.kind === 'gone' && !(seen && isNamed))
    return { sessionId, ...(await whetherGone(sessionId, { sessions, seen })) }
  // A look that denies what a response and a list hold is not believed.
  const session = before.kind === 'there' ? before.session : seen
  if (!session) return { sessionId, status: 'gone' }
  const reason = whyForeign(session, expected)
  if (reason !== undefined) return { sessionId, status: 'foreign', reason }
  if (olderThanMs !== undefined && !((session.ageMs ?? 0) > olderThanMs)) {
    const young =
      'it is young, so it may be of a run that is still running elsewhere: not deleted'
    return { sessionId, status: 'unclear', reason: young }
  }
  if (isDry) return { sessionId, status: 'found' }
  const exchange = await sessions.remove(sessionId)
  const confirmed = await confirm(sessionId, { sessions, exchange })
  return { sessionId, exchange, ...confirmed }
}

/** A list and a look that contradict each other: neither is believed. */
async function whetherGone(
  id: string,
  {
    sessions,
    seen,
  }: { readonly sessions: Sessions; readonly seen: Session | undefined },
): Promise<Pick<DeleteResult, 'status' | 'reason'>> {
  if (!seen) return { status: 'gone' }
  const listing = await sessions.list({ client_session_id: id })
  if (listing.kind === 'listed' && !listing.sessions.some((it) => it.id === id))
    return { status: 'gone' }
  const reason = 'a list shows it, and get says that it is gone: not deleted'
  return { status: 'unclear', reason }
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
  // With a rejected credential nothing can be known.
  const isKnown = status === 'left' && !isRejected(exchange)
  return {
    status: isKnown && !isSuccess(exchange) ? 'left' : 'unclear',
    reason,
  }
}
