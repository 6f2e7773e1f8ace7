/** What a response says about sessions. */
import type { JsonValue } from '../model/contract.ts'
import type { Exchange } from '../model/exchange.ts'
import { ageOf, aheadOf } from './server-clock.ts'

/** The properties of a session that cleanup needs. */
export type Session = {
  readonly id: string
  /** Null where it has none. */
  readonly key: string | null
  /** Milliseconds since the epoch; NaN where the response does not say. */
  readonly createdAtMs: number
  readonly expiresAtMs: number
  /** By the clock of the server that sent it and by ours, the smaller one;
   * undefined where its `Date` header is missing, of a cache, or earlier than the
   * session. */
  readonly ageMs: number | undefined
  /** How far the clock of that server is ahead; undefined if it does not say. */
  readonly aheadMs: number | undefined
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

/** The session in a response, if there is one. */
export function sessionsIn(exchange: Exchange): readonly Session[] {
  return toSession(member(bodyOf(exchange), 'client_session'), exchange)
}

export function toSession(
  value: JsonValue | undefined,
  exchange: Exchange,
): readonly Session[] {
  const id = idOf(value)
  if (id === undefined) return []
  const key = member(value, 'user_identifier_key')
  const createdAtMs = Date.parse(String(member(value, 'created_at')))
  return [
    {
      id,
      key: typeof key === 'string' ? key : null,
      createdAtMs,
      expiresAtMs: Date.parse(String(member(value, 'expires_at'))),
      ageMs: ageOf(createdAtMs, exchange),
      aheadMs: aheadOf(exchange),
    },
  ]
}

function idOf(session: JsonValue | undefined): string | undefined {
  const id = member(session, 'client_session_id')
  const isId = typeof id === 'string' && id !== '' && id.length <= 100
  return isId ? id : undefined
}

export function bodyOf({ result }: Exchange): JsonValue | undefined {
  if (result.kind === 'no-reply') return undefined
  try {
    return JSON.parse(result.body) as JsonValue // what JSON.parse gives
  } catch {
    return undefined // not JSON, so no session
  }
}

export function member(
  value: JsonValue | undefined,
  name: string,
): JsonValue | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const found: unknown = Object.getOwnPropertyDescriptor(value, name)?.value
  return found as JsonValue | undefined // a part of JSON is JSON
}
