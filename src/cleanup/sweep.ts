/** Sweeping: what runs have left behind is taken away, as their ledgers and the
 * markers in the keys tell; whatever else is there is never touched. */
import { runOf } from '../scenario/marker.ts'
import type { Swept, SweptItem } from '../model/swept.ts'
import { lifeOf } from './process-identity.ts'
import type { Entry } from './entry.ts'
import { clear } from './read-ledgers.ts'
import type { Kept } from './read-ledgers.ts'
import type { Sessions } from './sessions.ts'
import { settle, takeAway } from './delete.ts'
import type { Settled } from './delete.ts'

export type Sweep = {
  readonly sessions: Sessions
  readonly ledgers: readonly Kept[]
  readonly endpoint: string
  /** Tells the credential in use from others. */
  readonly credential: string
  readonly when: SweptItem['when']
  /** The run that sweeps; none by hand. */
  readonly runId?: string
  /** Sessions of other machines' runs are left alone until they are so old. */
  readonly olderThanMs: number
  readonly nowMs: number
  /** Nothing is taken away. */
  readonly isDry?: boolean
}

/** After a run only its own ledgers are looked at; else those of all runs that
 * have ended, and then the keys of all that is there. */
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

/** Of another machine nobody can tell; so its ledger has to grow old. */
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
    // What is known by its id first: what is left then fits a mark better.
    const entries = [...kept.open].toSorted(
      (a, b) => b.sessionIds.length - a.sessionIds.length,
    )
    for (const entry of entries) {
      const { isOpen, isFinal, results } = await settle(entry, by)
      const isTooOld = by.nowMs - entry.atMs > toldForMs
      const told = results
        .map((result) => (isOwn ? result : unseen(result)))
        .map((result) => (isTooOld ? lastTold(result) : result))
      const isUnseen = told.some(({ status }) => status === 'unclear')
      const isDone = isFinal || isTooOld || (!isOpen && (isOwn || !isUnseen))
      if (!isDone) stillOpen.add(entry.id)
      const run = kept.opening?.runId ?? ''
      items.push(...told.flatMap((it) => toItem(it, { entry, run, by })))
    }
    if (!by.isDry) clear(kept, stillOpen)
  }
  return { items, notes: [], isComplete: true }
}

/** A target without a working delete must not be asked more every night. */
const toldForMs = 14 * 86_400_000

function lastTold(result: Settled): Settled {
  if (result.reason === undefined) return result
  const reason = `${result.reason}; this was tried for 14 days, and is not tried again`
  return { ...result, reason }
}

/** Another credential may look into another workspace: what it does not find
 * may well be there. */
function unseen(result: Settled): Settled {
  if (result.status !== 'gone') return result
  const reason =
    'it was made with another credential, and this one does not see it'
  return { ...result, status: 'unclear', reason }
}

function toItem(
  { status, sessionId, reason }: Settled,
  {
    entry,
    run,
    by: { when },
  }: { readonly entry: Entry; readonly run: string; readonly by: Sweep },
): readonly SweptItem[] {
  // Nothing had been made.
  if (sessionId === undefined && status === 'gone') return []
  const at = new Date(entry.atMs).toISOString()
  const what =
    sessionId === undefined
      ? `what ${entry.operation} of run ${run} may have made at ${at}`
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

/** So that a lost disk loses nothing. */
async function sweepMarked(
  running: ReadonlySet<string | undefined>,
  by: Sweep,
): Promise<Swept> {
  const { sessions, when, nowMs, olderThanMs } = by
  const listing = await sessions.list({})
  if (listing.kind === 'unclear') {
    const note = `What carries a marker in its key could not be looked for: ${listing.reason}.`
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
    const { status, reason } = await takeAway(
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
  const note = `${young === 1 ? '1 session carries the marker of a run' : `${young} sessions carry markers of runs`} that may be under way elsewhere: left alone until ${minutes} min old.`
  return { items, notes: young > 0 ? [note] : [], isComplete: true }
}
