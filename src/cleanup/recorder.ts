/** The ledger recorder of one case: writes an entry for every request that may
 * create a session, before it is sent, and what the response says. */
import { isBlockedByLimit } from '../model/exchange.ts'
import type { Exchange, Request } from '../model/exchange.ts'
import { isMarkerOf } from '../scenario/marker.ts'
import type { Clock } from '../transport/clock.ts'
import type { Policy } from '../transport/policy/policy.ts'
import type { CleanupKey, CloseReason, Entry } from './entry.ts'
import type { Ledger } from './ledger.ts'
import { isOutage, isSuccess, sessionIn } from './sessions.ts'

export type Recorder = {
  /** Put it around every transport that the case uses. */
  readonly policy: Policy
  /** Entries whose sessions may still exist, oldest first. */
  readonly open: () => readonly Entry[]
  readonly created: (entry: Entry, sessionId: string) => void
  readonly close: (entry: Entry, why: CloseReason) => void
}

/** The paths that create a session, with every method. */
const creatingPaths: ReadonlySet<string> = new Set([
  '/client_sessions/create',
  '/client_sessions/get_or_create',
])

export function openRecorder({
  ledger,
  runId,
  clock,
}: {
  readonly ledger: Ledger
  readonly runId: string
  readonly clock: Clock
}): Recorder {
  const entries = new Map<string, Entry>()
  // A retry is the same request: it creates under the same key.
  const byRequest = new WeakMap<Request, Entry>()

  const created = (entry: Entry, sessionId: string): void => {
    const known = entries.get(entry.id) ?? entry
    if (known.sessionIds.includes(sessionId)) return
    const sessionIds = [...known.sessionIds, sessionId]
    entries.set(entry.id, { ...known, sessionIds })
    ledger.write({ kind: 'made', id: entry.id, sessionId })
  }
  const close = ({ id }: Entry, why: CloseReason): void => {
    if (entries.delete(id)) ledger.write({ kind: 'closed', id, why })
  }
  const openEntry = (request: Request): Entry | undefined => {
    const earlier = byRequest.get(request)
    if (earlier) return earlier
    const mark = cleanupKeyOf(request, runId)
    if (!mark) return undefined
    const operation = `${request.method} ${request.path}`
    const intent = { id: nextId(), operation, mark, atMs: clock.now() }
    const entry: Entry = { ...intent, sessionIds: [] }
    entries.set(entry.id, entry)
    byRequest.set(request, entry)
    ledger.write({ kind: 'intent', ...intent })
    return entry
  }
  return {
    policy: (next) => async (request) => {
      const entry = openEntry(request)
      const exchange = await next(request)
      if (!entry) return exchange
      const sessionId = isSuccess(exchange) ? sessionIn(exchange) : undefined
      if (sessionId !== undefined) created(entry, sessionId)
      else if (createdNothing(exchange)) close(entry, 'refused')
      return exchange
    },
    open: () => [...entries.values()],
    created,
    close,
  }
}

let last = 0

function nextId(): string {
  last += 1
  return String(last)
}

/** Undefined for a request that creates no session of this run. A request with
 * another key may return an existing session: only the scenario may delete
 * it. */
function cleanupKeyOf(request: Request, runId: string): CleanupKey | undefined {
  if (!isCreating(request)) return undefined
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
    return {} // a body that is not JSON has no key
  }
}

/** The API rejected the request, or it was never sent. In every other case the
 * entry stays open, and cleanup looks for the session. */
function createdNothing(exchange: Exchange): boolean {
  const { result } = exchange
  if (isBlockedByLimit(exchange)) return true
  if (result.kind === 'no-reply') {
    return ['refused', 'unresolved', 'tls'].includes(result.reason)
  }
  return result.status >= 300 && !isOutage(exchange)
}

/** A CORS preflight and a read create nothing (RFC 9110 §9.2.1). */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The path counts as a server may decode it. */
function isCreating({ method, path }: Request): boolean {
  return !safeMethods.has(method) && creatingPaths.has(decoded(path))
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path // no server can decode it either
  }
}
