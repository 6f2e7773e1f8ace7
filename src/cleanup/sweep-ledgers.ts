/** Sweeps by ledgers: deletes the sessions of their open entries. A ledger is a
 * hint: what it names is deleted only if a look confirms it. */
import { plural } from '../model/plural.ts'
import type { Swept, SweptItem } from '../model/swept.ts'
import { deleteEntry } from './delete-entry.ts'
import type { DeleteResult } from './delete.ts'
import type { Entry } from './entry.ts'
import { lifeOf } from './process-identity.ts'
import { clear } from './read-ledgers.ts'
import type { StoredLedger } from './read-ledgers.ts'
import { windowFrom } from './server-clock.ts'
import { skippedNote } from './sweep-options.ts'
import type { Sweep } from './sweep-options.ts'

export async function sweepLedgers(
  ledgers: readonly StoredLedger[],
  options: Sweep,
): Promise<Swept> {
  const items: SweptItem[] = []
  const notes: string[] = []
  let skipped = 0
  let late = 0
  for (const ledger of ledgers) {
    const swept = await sweepLedger(ledger, options)
    items.push(...swept.items)
    skipped += swept.skipped
    late += swept.late
    if (options.isDry) continue
    const complaint = clear(ledger, {
      stillOpen: swept.stillOpen,
      known: recentlyForeign(ledger, options),
    })
    if (complaint !== undefined) notes.push(complaint)
  }
  notes.push(...skippedNote(skipped), ...lateNote(late))
  return { items, notes, isComplete: notes.length === 0 }
}

async function sweepLedger(
  ledger: StoredLedger,
  options: Sweep,
): Promise<{
  readonly items: readonly SweptItem[]
  readonly stillOpen: ReadonlySet<string>
  /** Entries that the sweep's budget leaves for the next sweep. */
  readonly skipped: number
  /** Entries whose session no look finds, so soon after its creation. */
  readonly late: number
}> {
  const { header } = ledger
  const isOwn = options.credentials.includes(header?.credential ?? '')
  const isElsewhere =
    options.when !== 'after' && header && lifeOf(header.birth) === 'unknown'
  const isSame = (): boolean => header?.credential === options.credential()
  const items: SweptItem[] = []
  const stillOpen = new Set<string>()
  let skipped = 0
  let late = 0
  // Sessions with a known id first: then fewer remain that a cleanup key could
  // match.
  const entries = [...ledger.open].toSorted(
    (a, b) => b.sessionIds.length - a.sessionIds.length,
  )
  for (const entry of entries) {
    if (options.hasRoom?.() === false) {
      stillOpen.add(entry.id)
      skipped += 1
      continue
    }
    const { isOpen, isFinal, results } = await deleteEntry(
      withWindow(entry, ledger),
      {
        sessions: options.sessions,
        nowMs: options.nowMs,
        isDry: options.isDry === true || !isOwn,
        ...(isElsewhere && { olderThanMs: options.olderThanMs }),
      },
    )
    const isTooOld = options.nowMs - entry.atMs > triedForMs
    const shown = results
      .map((result) => (isSame() ? result : asSeenByAnother(result, isOwn)))
      .map((result) => (isTooOld ? asLastAttempt(result) : result))
    const isUnseen = shown.some(({ status }) => status === 'unclear')
    const isDone = isFinal || isTooOld || (!isOpen && (isSame() || !isUnseen))
    if (!isDone) stillOpen.add(entry.id)
    const isCreated = entry.sessionIds.length > 0
    if (isOpen && isCreated && results.every(({ status }) => status === 'gone'))
      late += 1
    const run = header?.runId ?? ''
    items.push(
      ...shown.flatMap((it) => toItem(it, { entry, run, when: options.when })),
    )
  }
  return { items, stillOpen, skipped, late }
}

/** Kept, so that no sweep deletes what an undo left for somebody else. */
function recentlyForeign(
  { foreign }: StoredLedger,
  { nowMs }: Sweep,
): ReadonlySet<string> {
  const recent = foreign.filter(({ atMs }) => nowMs - atMs <= triedForMs)
  return new Set(recent.map(({ id }) => id))
}

function lateNote(late: number): readonly string[] {
  if (late === 0) return []
  return [
    `${plural(late, 'session')} created seconds ago ${late === 1 ? 'is' : 'are'} not found by any look: the next run looks again.`,
  ]
}

/** The same slack as the undo's, so that a sweep deletes nothing that an undo
 * would not. The clock of another machine, or one that was set since, may differ
 * by more: then a session is reported, and deleted later by its marker. A second
 * request under a key may get the session of the first. */
function withWindow(entry: Entry, { open }: StoredLedger): Entry {
  const name = JSON.stringify(entry.mark)
  const same = open.filter((it) => JSON.stringify(it.mark) === name)
  const fromMs = Math.min(...same.map(({ atMs }) => atMs))
  return entry.mark.kind === 'none'
    ? entry
    : { ...entry, window: { ...windowFrom(entry.atMs), fromMs } }
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
 * session that this credential does not find may still exist, and one that it
 * finds is not deleted for a line in a file. */
function asSeenByAnother(result: DeleteResult, isOwn: boolean): DeleteResult {
  const by = 'the run created it with another credential'
  if (result.status === 'gone') {
    const reason = `${by}, and this credential does not find it`
    return { ...result, status: 'unclear', reason }
  }
  if (result.status !== 'found' || isOwn) return result
  const reason = `${by}: not deleted by the ledger`
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
  // The request created no session, or its case has deleted it.
  if (status === 'gone' && (sessionId === undefined || when === 'after'))
    return []
  const at = new Date(entry.atMs).toISOString()
  const what =
    sessionId === undefined
      ? `the session that ${entry.operation} of run ${run} may have created at ${at}`
      : `session ${sessionId} of run ${run}`
  return [
    {
      when,
      what,
      status: sweptStatus(status),
      ...(sessionId !== undefined && { sessionId }),
      ...(reason !== undefined && { reason }),
    },
  ]
}

/** A session of somebody else is not left behind by a run. */
export function sweptStatus(
  status: DeleteResult['status'],
): SweptItem['status'] {
  return status === 'foreign' ? 'unclear' : status
}
