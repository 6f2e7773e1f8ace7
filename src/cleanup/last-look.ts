/** The last look of a run: lists all sessions once, and deletes those with a
 * marker of the run that no case has deleted. */
import type { Swept, SweptItem } from '../model/swept.ts'
import { nothingSwept } from '../model/swept.ts'
import { isMarkerOf } from '../scenario/marker.ts'
import { realClock } from '../transport/clock.ts'
import { deleteSession } from './delete.ts'
import type { DeleteResult } from './delete.ts'
import type { StoredEntry, StoredLedger } from './read-ledgers.ts'
import type { Session } from './response.ts'
import { skippedNote } from './sweep-options.ts'
import type { Sweep } from './sweep-options.ts'
import { sweptStatus } from './sweep-ledgers.ts'

/** A list may lag behind for so long. */
const lagMs = 2000

type Seen = {
  readonly runId: string
  /** The entries of the run's ledgers, closed ones too. */
  readonly entries: readonly StoredEntry[]
  /** What the sweep of these ledgers did. */
  readonly items: readonly SweptItem[]
}

/** It cannot be left out when no entry is open: the API may have created more
 * than asked, or only said that it deleted. */
export async function lastLook(
  ledgers: readonly StoredLedger[],
  {
    items,
    options,
  }: { readonly items: readonly SweptItem[]; readonly options: Sweep },
): Promise<Swept> {
  const { runId = '', sessions } = options
  const entries = ledgers.flatMap(({ all }) => all)
  const seen = { runId, entries, items }
  const listing = await sessions.list({})
  if (listing.kind === 'unclear') {
    const note = `The last look for sessions of this run failed: ${listing.reason}.`
    return { ...nothingSwept, notes: [note], isComplete: false }
  }
  const left = listing.sessions.filter((it) => isLeft(it, seen))
  const results = new Map<string, DeleteResult>()
  if (left.length > 0) await realClock.wait(lagMs)
  for (const session of left)
    if (options.hasRoom?.() !== false)
      results.set(session.id, await deleteLeft(session, { seen, options }))
  const again = await stillListed(results, options)
  const notes = skippedNote(left.length - results.size)
  return {
    items: left.flatMap((it) => {
      const result = results.get(it.id)
      if (!result) return [toItem(it, { seen, result: notTried })]
      return result.status === 'gone'
        ? []
        : [toItem(it, { seen, result: again(result) })]
    }),
    notes,
    isComplete: notes.length === 0,
  }
}

const notTried: DeleteResult = {
  status: 'left',
  reason: 'the sweep has sent as many requests as it may',
}

/** What a case or the sweep has reported already is not looked at again. */
function isLeft({ id, key }: Session, { runId, entries, items }: Seen) {
  const isForeign = entries.some(({ foreignIds }) => foreignIds?.includes(id))
  const isReported = items.some(
    ({ sessionId, status }) => sessionId === id && status !== 'removed',
  )
  return isMarkerOf(runId, key) && !isForeign && !isReported
}

async function deleteLeft(
  seen: Session,
  {
    seen: { entries },
    options,
  }: { readonly seen: Seen; readonly options: Sweep },
): Promise<DeleteResult> {
  const { id, key } = seen
  const fromMs = Math.min(...entries.map(({ atMs }) => atMs))
  const expected = {
    kind: 'key',
    key: key ?? '',
    ...(entries.length > 0 && { window: { fromMs, untilMs: Infinity } }),
  } as const
  // This run has ended, however young its sessions are.
  const { sessions, isDry } = options
  return deleteSession(
    { id, expected, seen },
    { sessions, ...(isDry !== undefined && { isDry }) },
  )
}

/** Lists once more where something was deleted. */
async function stillListed(
  results: ReadonlyMap<string, DeleteResult>,
  { sessions, hasRoom }: Sweep,
): Promise<(result: DeleteResult) => DeleteResult> {
  const isAny = [...results.values()].some(({ status }) => status === 'removed')
  if (!isAny || hasRoom?.() === false) return (result) => result
  const listing = await sessions.list({})
  const ids = new Set(
    listing.kind === 'listed' ? listing.sessions.map(({ id }) => id) : [],
  )
  const reason = 'the API says that it is deleted, and still lists it'
  return (result) =>
    result.status === 'removed' && ids.has(result.sessionId ?? '')
      ? { ...result, status: 'left', reason }
      : result
}

function toItem(
  session: Session,
  {
    seen,
    result: { status, reason },
  }: { readonly seen: Seen; readonly result: DeleteResult },
): SweptItem {
  const fault = faultOf(session, { seen, status })
  const { id: sessionId } = session
  const why = reason ?? (fault && reasons[fault])
  return {
    when: 'after',
    what: `session ${sessionId} of run ${seen.runId}`,
    status: sweptStatus(status),
    sessionId,
    ...(why !== undefined && { reason: why }),
    ...(fault && { fault }),
  }
}

const reasons = {
  undeleted: 'the API had said that it was deleted',
  unclear: 'it is not clear whether it is gone',
  unasked: 'no request of this run asked for it',
} as const satisfies Record<NonNullable<SweptItem['fault']>, string>

/** What the API did wrong, if anything: a session whose response was lost is no
 * fault. */
function faultOf(
  { id, key }: Session,
  {
    seen: { entries, items },
    status,
  }: { readonly seen: Seen; readonly status: DeleteResult['status'] },
): SweptItem['fault'] {
  if (status === 'left') return 'undeleted'
  if (status === 'unclear') return 'unclear'
  if (status === 'foreign') return 'unasked'
  if (status === 'found') return undefined
  const named = entries.find(({ sessionIds }) => sessionIds.includes(id))
  if (named) {
    const isDone = items.some(({ sessionId }) => sessionId === id)
    return isDone || named.why === 'gone' ? 'undeleted' : undefined
  }
  const ofKey = entries.filter(
    ({ mark }) => mark.kind === 'key' && mark.key === key,
  )
  const mayBeOf = ofKey.filter(
    ({ sessionIds, why }) => sessionIds.length === 0 && why !== 'refused',
  )
  return ofKey.length > 0 && mayBeOf.length === 0 ? 'unasked' : undefined
}
