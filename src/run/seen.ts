/** Seen: what earlier responses of this run have shown, for the checks that
 * compare a response with them. */
import type { Keyring } from '../auth/credential.ts'
import type { Seen } from '../checks/judgement.ts'
import type { JsonObject, JsonValue } from '../model/contract.ts'
import { headerOf } from '../model/exchange.ts'
import type { Exchange } from '../model/exchange.ts'
import { isJsonObject, isList } from '../model/json.ts'

export type SeenMemory = Seen & {
  /** Call it after the response was judged. */
  readonly note: (exchange: Exchange, body: JsonValue | undefined) => void
}

/** So many sessions are remembered: a list may have thousands. */
const most = 10_000

/** @param all the secrets of the run; a publishable key is public. */
export function createSeenMemory(
  all: readonly string[],
  { publishable_key: key }: Keyring,
): SeenMemory {
  const secrets = all.filter((it) => it !== key)
  const owners = new Map<string, JsonObject>()
  const sessions = new Map<string, JsonObject>()
  const requestIds = new Set<string>()
  // One exchange may be judged twice.
  const noted = new WeakSet<Exchange>()
  return {
    secrets,
    ownerOf: (token) => owners.get(token),
    sessionOf: (id) => sessions.get(id),
    isRepeated: (id, exchange) => requestIds.has(id) && !noted.has(exchange),
    note: (exchange, body) => {
      const { result } = exchange
      noted.add(exchange)
      if (result.kind === 'no-reply') return
      const id = headerOf(result.headers, 'seam-request-id')?.trim()
      if (id) requestIds.add(id)
      if (result.status >= 300 || sessions.size > most) return
      for (const session of sessionsIn(body)) {
        const { client_session_id: sessionId, token } = session
        if (typeof sessionId !== 'string') continue
        sessions.set(sessionId, session)
        if (typeof token === 'string' && !owners.has(token))
          owners.set(token, session)
      }
    },
  }
}

/** Of `client_session` and `client_sessions`. */
function sessionsIn(body: JsonValue | undefined): readonly JsonObject[] {
  if (!isJsonObject(body)) return []
  return Object.values(body)
    .flatMap((value) => (isList(value) ? value : [value]))
    .filter(isJsonObject)
}
