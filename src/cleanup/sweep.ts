/** Sweep: deletes the sessions that runs left behind. It finds them by the
 * ledgers and by the markers in their keys, and deletes no other session. */
import type { Swept, SweptItem } from '../model/swept.ts'
import { lastLook } from './last-look.ts'
import { lifeOf } from './process-identity.ts'
import type { StoredLedger } from './read-ledgers.ts'
import type { Sweep } from './sweep-options.ts'
import { sweepLedgers } from './sweep-ledgers.ts'
import { sweepMarked } from './sweep-marked.ts'

/** After a run it reads only the run's own ledgers, and lists once. Otherwise it reads the
 * ledgers of all runs that have ended, then lists all sessions and reads their
 * keys. */
export async function sweep(options: Sweep): Promise<Swept> {
  const here = options.ledgers.filter(
    ({ header }) => header?.endpoint === options.endpoint,
  )
  const own = here.filter(({ header }) => header?.runId === options.runId)
  if (options.when === 'after') return sweepAfter(own, options)
  const ended = here.filter(
    (ledger) => !own.includes(ledger) && hasEnded(ledger, options),
  )
  const known = await sweepLedgers(ended, options)
  const running = here.filter((ledger) => !ended.includes(ledger))
  const runs = running.map(({ header }) => header?.runId)
  const marked = await sweepMarked(new Set([...runs, options.runId]), options)
  const complaints = options.ledgers.flatMap((ledger) => ledger.complaints)
  return {
    items: merge(known.items, marked.items),
    notes: [...complaints, ...known.notes, ...marked.notes],
    isComplete:
      known.isComplete && marked.isComplete && complaints.length === 0,
  }
}

async function sweepAfter(
  own: readonly StoredLedger[],
  options: Sweep,
): Promise<Swept> {
  const known = await sweepLedgers(own, options)
  const { items } = known
  const last = await lastLook(own, { items, options })
  const seen = idsOf(last.items)
  return {
    items: [
      ...items.filter(({ sessionId = '' }) => !seen.has(sessionId)),
      ...last.items,
    ],
    notes: [...known.notes, ...last.notes],
    isComplete: known.isComplete && last.isComplete,
  }
}

function isDone({ status }: SweptItem): boolean {
  return status === 'removed'
}

function idsOf(items: readonly SweptItem[]): ReadonlySet<string> {
  return new Set(items.map(({ sessionId }) => sessionId ?? ''))
}

/** One item for each session: what deleted it counts. */
function merge(
  known: readonly SweptItem[],
  marked: readonly SweptItem[],
): readonly SweptItem[] {
  const done = idsOf(marked.filter(isDone))
  const kept = known.filter(
    (item) => isDone(item) || !done.has(item.sessionId ?? ''),
  )
  const seen = idsOf(kept)
  return [
    ...kept,
    ...marked.filter(({ sessionId = '' }) => !seen.has(sessionId)),
  ]
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
