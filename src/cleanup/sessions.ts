/** The sessions at the target: cleanup reads one, lists them, or deletes
 * one. */
import type { JsonObject, JsonValue } from '../model/contract.ts'
import type { Exchange } from '../model/exchange.ts'

/** Sends with the monitor's own credential. */
type Call = (path: string, parameters: JsonObject) => Promise<Exchange>

/** The properties of a session that cleanup needs. */
export type Session = {
  readonly id: string
  /** Null where it has none. */
  readonly key: string | null
  /** Milliseconds since the epoch; NaN where the response does not say. */
  readonly createdAtMs: number
  readonly expiresAtMs: number
}

/** Whether a session still exists. */
export type SessionState =
  | { readonly kind: 'there'; readonly session: Session }
  | { readonly kind: 'gone' }
  /** `reason` is one line. */
  | { readonly kind: 'unclear'; readonly reason: string }

export type Listing =
  | { readonly kind: 'listed'; readonly sessions: readonly Session[] }
  | { readonly kind: 'unclear'; readonly reason: string }

export type Sessions = {
  readonly look: (id: string) => Promise<SessionState>
  readonly list: (filter: JsonObject) => Promise<Listing>
  readonly remove: (id: string) => Promise<Exchange>
}

export function createSessions(call: Call): Sessions {
  const list = async (filter: JsonObject): Promise<Listing> => {
    const exchange = await call('/client_sessions/list', filter)
    const found = member(bodyOf(exchange), 'client_sessions')
    if (!isSuccess(exchange) || !Array.isArray(found)) {
      return { kind: 'unclear', reason: describe(exchange) }
    }
    return { kind: 'listed', sessions: found.flatMap(toSession) }
  }
  /** A missing route answers 404, too. So a 404 counts only with the API's own
   * error type; without one, `list` decides. */
  const look = async (id: string): Promise<SessionState> => {
    const exchange = await call('/client_sessions/get', {
      client_session_id: id,
    })
    const [session] = toSession(member(bodyOf(exchange), 'client_session'))
    if (isSuccess(exchange) && session?.id === id) {
      return { kind: 'there', session }
    }
    if (isNotFound(exchange)) return { kind: 'gone' }
    const listing = await list({ client_session_id: id })
    if (listing.kind === 'unclear') {
      return {
        kind: 'unclear',
        reason: `${describe(exchange)}, ${listing.reason}`,
      }
    }
    const found = listing.sessions.find((it) => it.id === id)
    return found ? { kind: 'there', session: found } : { kind: 'gone' }
  }
  return {
    look,
    list,
    remove: (id) => call('/client_sessions/delete', { client_session_id: id }),
  }
}

/** The id of the session in a response. */
export function sessionIn(exchange: Exchange): string | undefined {
  return idOf(member(bodyOf(exchange), 'client_session'))
}

/** `POST /client_sessions/get answered 500` */
export function describe({ request, result }: Exchange): string {
  const asked = `${request.method} ${request.path}`
  return result.kind === 'reply'
    ? `${asked} answered ${result.status}`
    : `${asked}: no response (${result.message})`
}

export function isSuccess({ result }: Exchange): boolean {
  return result.kind === 'reply' && result.status < 300
}

/** The session is gone. A 404 without an error type may be a missing route. */
export function isNotFound({ result }: Exchange): boolean {
  if (result.kind === 'no-reply') return false
  const { status, body } = result
  return status >= 400 && status < 500 && /"\w+_not_found"/.test(body)
}

/** The API did not process the request. */
export function isOutage({ result }: Exchange): boolean {
  if (result.kind === 'no-reply') return true
  return result.status >= 500 || [408, 429].includes(result.status)
}

function toSession(value: JsonValue | undefined): readonly Session[] {
  const id = idOf(value)
  if (id === undefined) return []
  const key = member(value, 'user_identifier_key')
  return [
    {
      id,
      key: typeof key === 'string' ? key : null,
      createdAtMs: Date.parse(String(member(value, 'created_at'))),
      expiresAtMs: Date.parse(String(member(value, 'expires_at'))),
    },
  ]
}

function idOf(session: JsonValue | undefined): string | undefined {
  const id = member(session, 'client_session_id')
  const isId = typeof id === 'string' && id !== '' && id.length <= 100
  return isId ? id : undefined
}

function bodyOf({ result }: Exchange): JsonValue | undefined {
  if (result.kind === 'no-reply') return undefined
  try {
    return JSON.parse(result.body) as JsonValue // what JSON.parse gives
  } catch {
    return undefined // not JSON, so no session
  }
}

function member(
  value: JsonValue | undefined,
  name: string,
): JsonValue | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const found: unknown = Object.getOwnPropertyDescriptor(value, name)?.value
  return found as JsonValue | undefined // a part of JSON is JSON
}
