/** The sessions at the target: cleanup reads one, lists them, or deletes
 * one. */
import type { JsonObject } from '../model/contract.ts'
import type { Exchange } from '../model/exchange.ts'
import { listPages } from './list-pages.ts'
import type { Listing } from './list-pages.ts'
import { isSuccess } from '../model/exchange.ts'
import { describe, isNotFound, sessionsIn } from './response.ts'
import type { Session } from './response.ts'

/** Sends with the monitor's own credential. */
type Call = (path: string, parameters: JsonObject) => Promise<Exchange>

/** Whether a session still exists. */
export type SessionState =
  | { readonly kind: 'there'; readonly session: Session }
  | { readonly kind: 'gone' }
  /** `reason` is one line. */
  | {
      readonly kind: 'unclear'
      readonly reason: string
      readonly exchange: Exchange
    }

export type Sessions = {
  readonly look: (id: string) => Promise<SessionState>
  /** Undefined where none is found. */
  readonly lookByKey: (key: string) => Promise<Session | undefined>
  readonly list: (filter: JsonObject) => Promise<Listing>
  readonly remove: (id: string) => Promise<Exchange>
}

export function createSessions(call: Call): Sessions {
  const list = (filter: JsonObject): Promise<Listing> =>
    listPages((page) => call('/client_sessions/list', { ...filter, ...page }))
  /** A missing route answers 404, too. So a 404 counts only with the API's own
   * error type; without one, `list` decides. */
  const look = async (id: string): Promise<SessionState> => {
    const exchange = await call('/client_sessions/get', {
      client_session_id: id,
    })
    const [session] = sessionsIn(exchange)
    if (isSuccess(exchange) && session?.id === id) {
      return { kind: 'there', session }
    }
    if (isNotFound(exchange)) return { kind: 'gone' }
    const listing = await list({ client_session_id: id })
    if (listing.kind === 'unclear') {
      return {
        kind: 'unclear',
        reason: `${describe(exchange)}, ${listing.reason}`,
        exchange,
      }
    }
    const found = listing.sessions.find((it) => it.id === id)
    if (found) return { kind: 'there', session: found }
    const { rest } = listing
    if (rest === undefined) return { kind: 'gone' }
    const reason = `${describe(exchange)}, ${rest}`
    return { kind: 'unclear', reason, exchange }
  }
  return {
    look,
    lookByKey: async (key) => {
      const exchange = await call('/client_sessions/get', {
        user_identifier_key: key,
      })
      return isSuccess(exchange) ? sessionsIn(exchange)[0] : undefined
    },
    list,
    remove: (id) => call('/client_sessions/delete', { client_session_id: id }),
  }
}
