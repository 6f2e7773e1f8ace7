/** Sweeps by markers: finds sessions by the markers in their keys, even if their
 * ledger is lost. */
import { plural } from '../model/plural.ts'
import type { Swept, SweptItem } from '../model/swept.ts'
import { runOf } from '../scenario/marker.ts'
import { deleteSession } from './delete.ts'
import type { Session } from './response.ts'
import { skippedNote } from './sweep-options.ts'
import type { Sweep } from './sweep-options.ts'
import { sweptStatus } from './sweep-ledgers.ts'

/** So often it lists again after it has deleted sessions. */
const looksAtMost = 20

/** Lists, deletes and lists again until a list holds no further session.
 * @param running runs that have not ended. */
export async function sweepMarked(
  running: ReadonlySet<string | undefined>,
  options: Sweep,
): Promise<Swept> {
  const items = new Map<string, SweptItem>()
  const foreign = new Set(
    options.ledgers
      .flatMap((ledger) => ledger.foreign)
      .flatMap(({ foreignIds = [] }) => foreignIds),
  )
  for (let looks = 1; ; looks += 1) {
    const listing = await options.sessions.list({})
    if (listing.kind === 'unclear') {
      const note = `Sessions with a marker as key could not be listed: ${listing.reason}.`
      return { items: [...items.values()], notes: [note], isComplete: false }
    }
    const marked = listing.sessions.filter(({ id, key }) => {
      const run = runOf(key)
      if (run === undefined || running.has(run)) return false
      return !items.has(id) && !foreign.has(id)
    })
    const old = marked.filter((it) => isOld(it, options))
    const isLast = old.length === 0 || options.isDry || looks === looksAtMost
    let skipped = 0
    for (const session of old) {
      if (options.hasRoom?.() === false) skipped += 1
      else items.set(session.id, await sweepOne(session, options))
    }
    if (!isLast && skipped === 0) continue
    const left = marked.filter((it) => !old.includes(it))
    const rest = [
      ...(listing.rest === undefined ? [] : [listing.rest]),
      ...(looks === looksAtMost && old.length > 0
        ? [`a list still held further sessions after ${looksAtMost} looks`]
        : []),
    ]
    return {
      items: [...items.values()],
      notes: [
        ...notesOn(left, options),
        ...rest.map(notLookedAt),
        ...skippedNote(skipped),
      ],
      isComplete: rest.length === 0 && skipped === 0,
    }
  }
}

function notLookedAt(reason: string): string {
  return `Not every session was looked at: ${reason}.`
}

function isOld({ ageMs }: Session, { olderThanMs }: Sweep): boolean {
  return ageMs !== undefined && ageMs > olderThanMs
}

async function sweepOne(seen: Session, options: Sweep): Promise<SweptItem> {
  const { id: sessionId, key } = seen
  const { status, reason } = await deleteSession(
    { id: sessionId, expected: { kind: 'key', key: key ?? '' }, seen },
    options,
  )
  return {
    when: options.when,
    what: `session ${sessionId} of run ${runOf(key)}`,
    status: sweptStatus(status),
    sessionId,
    ...(reason !== undefined && { reason }),
  }
}

/** On sessions that were not deleted, because their runs may still be
 * running. */
function notesOn(
  left: readonly Session[],
  { olderThanMs }: Sweep,
): readonly string[] {
  const minutes = Math.round(olderThanMs / 60_000)
  const ageless = left.filter(({ ageMs }) => ageMs === undefined).length
  const young = left.length - ageless
  return [
    ...(young > 0
      ? [
          `${young === 1 ? '1 session has the marker of a run' : `${young} sessions have markers of runs`} that may still be running elsewhere: not deleted until ${minutes} min old.`,
        ]
      : []),
    ...(ageless > 0
      ? [
          `${plural(ageless, 'session')} with the marker of another run: not deleted, because the response has no \`Date\` header that fits, so the age is not known.`,
        ]
      : []),
  ]
}
