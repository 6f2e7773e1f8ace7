/** Sweep: deletes the sessions that runs have left behind, by their ledgers and
 * by the markers in the keys. It never deletes any other session. */
import { runOf } from '../scenario/marker.ts'
import type { Swept, SweptItem } from '../model/swept.ts'
import { lifeOf } from './process-identity.ts'
import type { Entry } from './entry.ts'
import { clear } from './read-ledgers.ts'
import type { Kept } from './read-ledgers.ts'
import type { Sessions } from './sessions.ts'
import { deleteEntry, deleteSession } from './delete.ts'
import type { Deleted } from './delete.ts'

export type Sweep = {
  readonly sessions: Sessions
  readonly ledgers: readonly Kept[]
  readonly endpoint: string
  /** The tag of the credential in use. */
  readonly credential: string
  readonly when: SweptItem['when']
  /** The run that sweeps; absent for a sweep by hand. */
  readonly runId?: string
  /** Sessions of other machines' runs are left alone until they are so old. */
  readonly olderThanMs: number
  readonly nowMs: number
  /** Deletes nothing. */
  readonly isDry?: boolean
}

/** After a run: by its own ledgers alone. Else: by the ledgers of all runs that
 * have ended, and then by the keys of all sessions. */
export async function sweep(by: Sweep): Promise<Swept> {
  const here = by.ledgers.filter(
    ({ opening }) => opening?.endpoint === by.endpoint,
  )
  const own = here.filter(({ opening }) => opening?.runId === by.runId)
  if (by.when === 'after') return sweepLedgers(own, by)
  const ended = here.filter((kept) => !own.includes(kept) && hasEnded(kept, by))
  const known = await sweepLedgers(ended, by)
  const running = here.filter((kept) => !ended.includes(kept))
  const runs = running.map(({ opening }) => opening?.runId)
  const marked = await sweepMarked(new Set([...runs, by.runId]), by)
  const complaints = by.ledgers.flatMap((kept) => kept.complaints)
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

/** Whether a process of another machine still runs is not known: its ledger has
 * to be old enough. */
function hasEnded({ opening }: Kept, { nowMs, olderThanMs }: Sweep): boolean {
  if (!opening) return false
  const life = lifeOf(opening.birth)
  return life === 'unknown'
    ? nowMs - opening.atMs > olderThanMs
    : life === 'dead'
}

async function sweepLedgers(
  ledgers: readonly Kept[],
  by: Sweep,
): Promise<Swept> {
  const items: SweptItem[] = []
  for (const kept of ledgers) {
    const isOwn = kept.opening?.credential === by.credential
    const stillOpen = new Set<string>()
    // Sessions known by id first: fewer are left that a cleanup key could fit.
    const entries = [...kept.open].toSorted(
      (a, b) => b.sessionIds.length - a.sessionIds.length,
    )
    for (const entry of entries) {
      const { isOpen, isFinal, results } = await deleteEntry(entry, by)
      const isTooOld = by.nowMs - entry.atMs > triedForMs
      const shown = results
        .map((result) => (isOwn ? result : unseen(result)))
        .map((result) => (isTooOld ? asLastTry(result) : result))
      const isUnseen = shown.some(({ status }) => status === 'unclear')
      const isDone = isFinal || isTooOld || (!isOpen && (isOwn || !isUnseen))
      if (!isDone) stillOpen.add(entry.id)
      const run = kept.opening?.runId ?? ''
      items.push(...shown.flatMap((it) => toItem(it, { entry, run, by })))
    }
    if (!by.isDry) clear(kept, stillOpen)
  }
  return { items, notes: [], isComplete: true }
}

/** A target without a working delete must not get more requests every night. */
const triedForMs = 14 * 86_400_000

function asLastTry(result: Deleted): Deleted {
  if (result.reason === undefined) return result
  const reason = `${result.reason}; tried for 14 days, and not again`
  return { ...result, reason }
}

/** Another credential may see another workspace: a session that it does not find
 * may still exist. */
function unseen(result: Deleted): Deleted {
  if (result.status !== 'gone') return result
  const reason =
    'it was created with another credential, and this one does not see it'
  return { ...result, status: 'unclear', reason }
}

function toItem(
  { status, sessionId, reason }: Deleted,
  {
    entry,
    run,
    by: { when },
  }: { readonly entry: Entry; readonly run: string; readonly by: Sweep },
): readonly SweptItem[] {
  // The request had created nothing.
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

/** Finds what is left even after a ledger was lost. */
async function sweepMarked(
  running: ReadonlySet<string | undefined>,
  by: Sweep,
): Promise<Swept> {
  const { sessions, when, nowMs, olderThanMs } = by
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
      { id: sessionId, mark: { kind: 'key', key } },
      by,
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
