/** The ledger recorder of one case: writes an entry for every request that may
 * create a session, before it is sent, and what the response says. */
import { isBlockedByLimit } from '../model/exchange.ts'
import type { Exchange, Request } from '../model/exchange.ts'
import { createSecrets } from '../secrets/redact.ts'
import type { Clock } from '../transport/clock.ts'
import type { Policy } from '../transport/policy/policy.ts'
import type { CleanupKey, CloseReason, Entry } from './entry.ts'
import type { Ledger } from './ledger.ts'
import {
  cleanupKeyOf,
  factsOf,
  isDelete,
  parametersOf,
} from './request-facts.ts'
import { windowOf } from './server-clock.ts'
import type { Window } from './server-clock.ts'
import { isSuccess } from '../model/exchange.ts'
import { isOutage, sessionIn } from './response.ts'
import { noteUnasked } from './unasked.ts'
import type { Unasked } from './unasked.ts'

export type Recorder = {
  /** Put it around every transport that the case uses. */
  readonly policy: Policy
  /** Entries whose sessions may still exist, oldest first. */
  readonly open: () => readonly Entry[]
  /** `window`: when its request was processed. */
  readonly created: (
    entry: Entry,
    session: { readonly id: string; readonly window?: Window },
  ) => void
  /** Its session is not the run's: no later cleanup deletes it. */
  readonly foreign: (entry: Entry, sessionId: string) => void
  readonly close: (entry: Entry, why: CloseReason) => void
  /** Sessions in responses to requests that named another one. */
  readonly unasked: () => readonly Unasked[]
}

type RecorderOptions = {
  readonly ledger: Ledger
  readonly runId: string
  readonly clock: Clock
  /** Values that must not stand in the ledger. */
  readonly secrets: readonly string[]
}

export function openRecorder(options: RecorderOptions): Recorder {
  const { ledger, runId, clock, secrets } = options
  const entries = new Map<string, Entry>()
  // A retry is the same request: it creates under the same key.
  const byRequest = new WeakMap<Request, Entry>()
  const unasked = new Map<string, Unasked>()
  const fromFirst = rememberFirst()

  const created: Recorder['created'] = (entry, { id, window }) => {
    const known = entries.get(entry.id) ?? entry
    if (known.sessionIds.includes(id)) return
    const whole = window && fromFirst(entry.mark, window)
    entries.set(entry.id, {
      ...known,
      sessionIds: [...known.sessionIds, id],
      ...(whole && { window: whole }),
    })
    // A response may hold a secret in place of an id. Then the key must do.
    if (!isWithoutSecrets(id, secrets)) return
    if (!isMemory(known))
      ledger.write({ kind: 'made', id: entry.id, sessionId: id })
  }
  const foreign: Recorder['foreign'] = (entry, sessionId) => {
    const known = entries.get(entry.id) ?? entry
    const { foreignIds = [] } = known
    if (foreignIds.includes(sessionId)) return
    const ids = [...foreignIds, sessionId]
    entries.set(entry.id, { ...known, foreignIds: ids })
    if (!isMemory(known) && isWithoutSecrets(sessionId, secrets))
      ledger.write({ kind: 'foreign', id: entry.id, sessionId })
  }
  const close: Recorder['close'] = (entry, why) => {
    if (entries.delete(entry.id) && !isMemory(entry))
      ledger.write({ kind: 'closed', id: entry.id, why })
  }
  const openEntry = (request: Request): Entry | undefined => {
    const earlier = byRequest.get(request)
    if (earlier) return earlier
    const entry = newEntry(request, { runId, atMs: clock.now() })
    if (!entry) return undefined
    entries.set(entry.id, entry)
    byRequest.set(request, entry)
    const { id, operation, mark, atMs } = entry
    if (!isMemory(entry))
      ledger.write({ kind: 'intent', id, operation, mark, atMs })
    return entry
  }
  return {
    policy: recording({ entries, unasked, openEntry, created, close }),
    open: () => [...entries.values()],
    created,
    foreign,
    close,
    unasked: () => [...unasked.values()],
  }
}

/** Notes what responses say. */
function recording({
  entries,
  unasked,
  openEntry,
  created,
  close,
}: Pick<Recorder, 'created' | 'close'> & {
  readonly entries: Map<string, Entry>
  readonly unasked: Map<string, Unasked>
  readonly openEntry: (request: Request) => Entry | undefined
}): Policy {
  return (next) => async (request) => {
    const entry = openEntry(request)
    const exchange = await next(request)
    if (isDelete(request) && isSuccess(exchange))
      noteDeleted(entries, parametersOf(request).client_session_id)
    const sessionId = isSuccess(exchange) ? sessionIn(exchange) : undefined
    if (!entry) {
      noteUnasked(unasked, { request, sessionId })
      return exchange
    }
    if (sessionId !== undefined)
      created(entry, { id: sessionId, window: windowOf(exchange) })
    else if (createdNothing(exchange)) close(entry, 'refused')
    return exchange
  }
}

function newEntry(
  request: Request,
  { runId, atMs }: { readonly runId: string; readonly atMs: number },
): Entry | undefined {
  const mark = cleanupKeyOf(request, runId)
  if (!mark) return undefined
  const operation = `${request.method} ${request.path}`
  const entry = { id: nextId(), operation, mark, atMs, sessionIds: [] }
  return { ...entry, ...factsOf(request) }
}

/** With a key that is no marker: only this process knows when its session was
 * created, so a later one could not delete it. */
function isMemory({ mark, ownKey }: Entry): boolean {
  return mark.kind === 'none' && ownKey !== undefined
}

function noteDeleted(entries: Map<string, Entry>, sessionId: unknown): void {
  for (const entry of entries.values()) {
    if (entry.sessionIds.some((id) => id === sessionId))
      entries.set(entry.id, { ...entry, isDeleted: true })
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

/** A second request under a key may get the session of the first. */
function rememberFirst(): (mark: CleanupKey, window: Window) => Window {
  const known = new Map<string, number>()
  return (mark, window) => {
    if (mark.kind === 'none') return window
    const name = JSON.stringify(mark)
    const fromMs = known.get(name) ?? window.fromMs
    known.set(name, fromMs)
    return { ...window, fromMs }
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
