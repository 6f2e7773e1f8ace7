/** The ledger recorder of one case: writes an entry for every request that may
 * create a session, before it is sent, and what the response says. */
import { isBlockedByLimit } from '../model/exchange.ts'
import type { Exchange, Request } from '../model/exchange.ts'
import { isCreating } from '../model/creating.ts'
import { isMarkerOf } from '../scenario/marker.ts'
import { createSecrets } from '../secrets/redact.ts'
import type { Clock } from '../transport/clock.ts'
import type { Policy } from '../transport/policy/policy.ts'
import type { CleanupKey, CloseReason, Entry } from './entry.ts'
import type { Ledger } from './ledger.ts'
import { isInstant } from './entry.ts'
import { windowsOf } from './server-clock.ts'
import type { Window } from './server-clock.ts'
import { isSuccess } from '../model/exchange.ts'
import { isOutage, sessionIn } from './response.ts'

export type Recorder = {
  /** Put it around every transport that the case uses. */
  readonly policy: Policy
  /** Entries whose sessions may still exist, oldest first. */
  readonly open: () => readonly Entry[]
  /** `windows`: when its request was processed. */
  readonly created: (
    entry: Entry,
    session: { readonly id: string; readonly windows?: readonly Window[] },
  ) => void
  readonly close: (entry: Entry, why: CloseReason) => void
}

export function openRecorder({
  ledger,
  runId,
  clock,
  secrets,
}: {
  readonly ledger: Ledger
  readonly runId: string
  readonly clock: Clock
  /** Values that must not stand in the ledger. */
  readonly secrets: readonly string[]
}): Recorder {
  const entries = new Map<string, Entry>()
  // A retry is the same request: it creates under the same key.
  const byRequest = new WeakMap<Request, Entry>()

  const created: Recorder['created'] = (entry, { id, windows }) => {
    const known = entries.get(entry.id) ?? entry
    if (known.sessionIds.includes(id)) return
    const sessionIds = [...known.sessionIds, id]
    entries.set(entry.id, { ...known, sessionIds, ...(windows && { windows }) })
    // A response may hold a secret in place of an id. Then the key must do.
    if (!isWithoutSecrets(id, secrets)) return
    ledger.write({ kind: 'made', id: entry.id, sessionId: id })
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
      if (sessionId !== undefined)
        created(entry, { id: sessionId, windows: windowsOf(exchange) })
      else if (createdNothing(exchange)) close(entry, 'refused')
      return exchange
    },
    open: () => [...entries.values()],
    created,
    close,
  }
}

function isWithoutSecrets(text: string, secrets: readonly string[]): boolean {
  return createSecrets(secrets).redact(text) === text
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
  return typeof expiresAt === 'string' && isInstant(expiresAt)
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
