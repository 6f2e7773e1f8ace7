/** Sweep: deletes the sessions that runs left behind. It finds them by the
 * ledgers and by the markers in their keys, and deletes no other session. */
import { runOf } from '../scenario/marker.ts'
import type { Swept, SweptItem } from '../model/swept.ts'
import { lifeOf } from './process-identity.ts'
import type { Entry } from './entry.ts'
import { clear } from './read-ledgers.ts'
import type { StoredLedger } from './read-ledgers.ts'
import type { Sessions } from './sessions.ts'
import { deleteEntry, deleteSession } from './delete.ts'
import type { DeleteResult } from './delete.ts'

export type Sweep = {
  readonly sessions: Sessions
  readonly ledgers: readonly StoredLedger[]
  readonly endpoint: string
  /** The tag of the credential that the sweep uses. */
  readonly credential: string
  readonly when: SweptItem['when']
  /** The run that sweeps; absent for a sweep by hand. */
  readonly runId?: string
  /** A session of a run on another machine is deleted only once it is so
   * old. */
  readonly olderThanMs: number
  readonly nowMs: number
  /** Deletes nothing. */
  readonly isDry?: boolean
}

/** After a run it reads only the run's own ledgers. Otherwise it reads the
 * ledgers of all runs that have ended, then lists all sessions and reads their
 * keys. */
export async function sweep(options: Sweep): Promise<Swept> {
  const here = options.ledgers.filter(
    ({ header }) => header?.endpoint === options.endpoint,
  )
  const own = here.filter(({ header }) => header?.runId === options.runId)
  if (options.when === 'after') return sweepLedgers(own, options)
  const ended = here.filter(
    (ledger) => !own.includes(ledger) && hasEnded(ledger, options),
  )
  const known = await sweepLedgers(ended, options)
  const running = here.filter((ledger) => !ended.includes(ledger))
  const runs = running.map(({ header }) => header?.runId)
  const marked = await sweepMarked(new Set([...runs, options.runId]), options)
  const complaints = options.ledgers.flatMap((ledger) => ledger.complaints)
  const seen = new Set(known.items.map(({ sessionId }) => sessionId))
  return {
    items: [
      ...known.items,
      ...marked.items.filter(({ sessionId }) => !seen.has(sessionId)),
    ],
    notes: [...complaints, ...known.notes, ...marked.notes],
    isComplete: marked.isComplete && complaints.length === 0,
  }
}

/** A process on another machine may still run: its ledger must be old
 * enough. */
function hasEnded(
  { header }: StoredLedger,
  { nowMs, olderThanMs }: Sweep,
): boolean {
  if (!header) return false
  const life = lifeOf(header.birth)
  return life === 'unknown'
    ? nowMs - header.atMs > olderThanMs
    : life === 'dead'
}

async function sweepLedgers(
  ledgers: readonly StoredLedger[],
  options: Sweep,
): Promise<Swept> {
  const items: SweptItem[] = []
  for (const ledger of ledgers) {
    const isOwn = ledger.header?.credential === options.credential
    const stillOpen = new Set<string>()
    // Sessions with a known id first: then fewer remain that a cleanup key could
    // match.
    const entries = [...ledger.open].toSorted(
      (a, b) => b.sessionIds.length - a.sessionIds.length,
    )
    for (const entry of entries) {
      const { isOpen, isFinal, results } = await deleteEntry(entry, options)
      const isTooOld = options.nowMs - entry.atMs > triedForMs
      const shown = results
        .map((result) => (isOwn ? result : unclearIfGone(result)))
        .map((result) => (isTooOld ? asLastAttempt(result) : result))
      const isUnseen = shown.some(({ status }) => status === 'unclear')
      const isDone = isFinal || isTooOld || (!isOpen && (isOwn || !isUnseen))
      if (!isDone) stillOpen.add(entry.id)
      const run = ledger.header?.runId ?? ''
      items.push(
        ...shown.flatMap((it) =>
          toItem(it, { entry, run, when: options.when }),
        ),
      )
    }
    if (!options.isDry) clear(ledger, stillOpen)
  }
  return { items, notes: [], isComplete: true }
}

/** A target whose delete does not work must not get more requests every
 * night. */
const triedForMs = 14 * 86_400_000

function asLastAttempt(result: DeleteResult): DeleteResult {
  if (result.reason === undefined) return result
  const reason = `${result.reason}; tried for 14 days, and not again`
  return { ...result, reason }
}

/** The run used another credential, which may belong to another workspace: a
 * session that this credential does not find may still exist. */
function unclearIfGone(result: DeleteResult): DeleteResult {
  if (result.status !== 'gone') return result
  const reason =
    'the run created it with another credential, and this credential does not find it'
  return { ...result, status: 'unclear', reason }
}

function toItem(
  { status, sessionId, reason }: DeleteResult,
  {
    entry,
    run,
    when,
  }: {
    readonly entry: Entry
    readonly run: string
    readonly when: SweptItem['when']
  },
): readonly SweptItem[] {
  // The request created no session.
  if (sessionId === undefined && status === 'gone') return []
  const at = new Date(entry.atMs).toISOString()
  const what =
    sessionId === undefined
      ? `the session that ${entry.operation} of run ${run} may have created at ${at}`
      : `session ${sessionId} of run ${run}`
  return [
    {
      when,
      what,
      status,
      ...(sessionId !== undefined && { sessionId }),
      ...(reason !== undefined && { reason }),
    },
  ]
}

/** Finds sessions by the markers in their keys, even if their ledger is
 * lost. */
async function sweepMarked(
  running: ReadonlySet<string | undefined>,
  options: Sweep,
): Promise<Swept> {
  const { sessions, when, nowMs, olderThanMs } = options
  const listing = await sessions.list({})
  if (listing.kind === 'unclear') {
    const note = `Sessions with a marker as key could not be listed: ${listing.reason}.`
    return { items: [], notes: [note], isComplete: false }
  }
  const items: SweptItem[] = []
  let young = 0
  for (const { id: sessionId, key, createdAtMs } of listing.sessions) {
    const run = runOf(key)
    if (key === null || run === undefined || running.has(run)) continue
    if (!(nowMs - createdAtMs > olderThanMs)) {
      young += 1
      continue
    }
    const { status, reason } = await deleteSession(
      { id: sessionId, cleanupKey: { kind: 'key', key } },
      options,
    )
    items.push({
      when,
      what: `session ${sessionId} of run ${run}`,
      status,
      sessionId,
      ...(reason !== undefined && { reason }),
    })
  }
  const minutes = Math.round(olderThanMs / 60_000)
  const note = `${young === 1 ? '1 session has the marker of a run' : `${young} sessions have markers of runs`} that may still be running elsewhere: not deleted until ${minutes} min old.`
  return { items, notes: young > 0 ? [note] : [], isComplete: true }
}
