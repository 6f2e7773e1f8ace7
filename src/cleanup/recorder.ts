/** The account of one case: every request of its that may make a session is in
 * the ledger before it leaves, and so is what came of it. */
import type { Clock } from '../transport/clock.ts'
import type { Driver } from '../transport/transport.ts'
import { isWithheld } from '../model/exchange.ts'
import type { Exchange, Request } from '../model/exchange.ts'
import { isMarkerOf } from '../scenario/marker.ts'
import type { Closing, Entry, Mark } from './entry.ts'
import type { Ledger } from './ledger.ts'
import { isOutage, isSuccess, sessionIn } from './sessions.ts'

/** Writes down what came of a request. */
export type Answered = (exchange: Exchange) => void

export type Account = {
  /** The driver it was opened with, writing down what leaves through it. */
  readonly driver: Driver
  /** Writes down a request that is about to leave by another way; where it may
   * make something, what is answered is to be told. */
  readonly announce: (request: Request) => Answered | undefined
  /** What is not known to be gone, in the order it was made. */
  readonly open: () => readonly Entry[]
  readonly made: (entry: Entry, sessionId: string) => void
  readonly close: (entry: Entry, why: Closing) => void
}

/** The operations that make a session, by path: every method of them does. */
const making: ReadonlySet<string> = new Set([
  '/client_sessions/create',
  '/client_sessions/get_or_create',
])

export function openAccount({
  driver,
  ledger,
  runId,
  clock,
}: {
  readonly driver: Driver
  readonly ledger: Ledger
  readonly runId: string
  readonly clock: Clock
}): Account {
  const entries = new Map<string, Entry>()
  const made = (entry: Entry, sessionId: string): void => {
    const known = entries.get(entry.id) ?? entry
    if (known.sessionIds.includes(sessionId)) return
    const sessionIds = [...known.sessionIds, sessionId]
    entries.set(entry.id, { ...known, sessionIds })
    ledger.write({ kind: 'made', id: entry.id, sessionId })
  }
  const close = ({ id }: Entry, why: Closing): void => {
    if (entries.delete(id)) ledger.write({ kind: 'closed', id, why })
  }
  const announce = (request: Request): Answered | undefined => {
    const mark = markOf(request, runId)
    if (!mark) return undefined
    const entry: Entry = {
      id: nextId(),
      operation: `${request.method} ${request.path}`,
      mark,
      atMs: clock.now(),
      sessionIds: [],
    }
    entries.set(entry.id, entry)
    const { sessionIds: _, ...intent } = entry
    ledger.write({ kind: 'intent', ...intent })
    return (exchange) => {
      const sessionId = isSuccess(exchange) ? sessionIn(exchange) : undefined
      if (sessionId !== undefined) made(entry, sessionId)
      else if (isRefused(exchange)) close(entry, 'refused')
    }
  }
  const send = async (request: Request): Promise<Exchange> => {
    const answered = announce(request)
    const exchange = await driver.send(request)
    answered?.(exchange)
    return exchange
  }
  return {
    driver: { ...driver, send },
    announce,
    open: () => [...entries.values()],
    made,
    close,
  }
}

let last = 0

function nextId(): string {
  last += 1
  return String(last)
}

/** Undefined for a request that makes nothing of ours: one with another key may
 * give back somebody's session, which only the scenario may take away. */
function markOf(request: Request, runId: string): Mark | undefined {
  if (!making.has(request.path)) return undefined
  const { user_identifier_key: key, expires_at: expiresAt } =
    parametersOf(request)
  if (isMarkerOf(runId, key)) return { kind: 'key', key }
  if (key !== undefined && key !== null) return undefined
  return typeof expiresAt === 'string'
    ? { kind: 'expiry', expiresAt }
    : { kind: 'none' }
}

function parametersOf({ body }: Request): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body ?? '{}')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {} // what is no JSON names no key either
  }
}

/** Nothing was made: the API said so, or the request never left. All else
 * leaves it open, and whoever cleans up looks for it. */
function isRefused(exchange: Exchange): boolean {
  const { result } = exchange
  if (isWithheld(exchange)) return true
  if (result.kind === 'no-reply') {
    return ['refused', 'unresolved', 'tls'].includes(result.reason)
  }
  return result.status >= 300 && !isOutage(exchange)
}
