/** Deletes the sessions of one ledger entry. */
import { deleteFound } from './delete-found.ts'
import { deleteSession, mayExist } from './delete.ts'
import type { DeleteOptions, DeleteResult, EntryResult } from './delete.ts'
import { expectedOf } from './entry.ts'
import type { Entry, Expected } from './entry.ts'

/** Deletes the sessions that responses named. Where none of them is the run's
 * own, it looks for that by its cleanup key. */
export async function deleteEntry(
  entry: Entry,
  options: DeleteOptions,
): Promise<EntryResult> {
  const expected = expectedOf(entry)
  const named: DeleteResult[] = []
  for (const id of entry.sessionIds) {
    const done =
      options.done?.get(doneKey(id, expected)) ?? judgedForeign(entry, id)
    named.push(done ?? (await deleteSession({ id, expected }, options)))
  }
  const isAccountedFor = named.some(
    ({ status }) => status !== 'gone' && status !== 'foreign',
  )
  if (isAccountedFor) return { isOpen: named.some(mayExist), results: named }
  const isForeign = named.some(({ status }) => status === 'foreign')
  const isGone = named.length > 0 && !isForeign
  if (isForeign && entry.mark.kind === 'none')
    return { isOpen: true, results: named }
  // The response to a look by id says what a look by expiry could.
  const mayAppear = isGone && !isGoneForGood(entry, options.nowMs)
  if (isGone && entry.mark.kind !== 'key')
    return { isOpen: mayAppear, results: named }
  const found = await deleteFound(entry, { ...options, isGone })
  // Not listed: the look by id counts.
  if (isGone && found.results.every(({ sessionId }) => sessionId === undefined))
    return { isOpen: mayAppear, results: named }
  const isDeleted = found.results.some(({ status }) => status === 'removed')
  return {
    isOpen: found.isOpen || (isForeign && !isDeleted),
    ...(found.isFinal && !isForeign && { isFinal: true }),
    results: [...named, ...found.results.filter((it) => !isKnown(it, named))],
  }
}

function judgedForeign(
  { foreignIds = [] }: Entry,
  sessionId: string,
): DeleteResult | undefined {
  if (!foreignIds.includes(sessionId)) return undefined
  const reason = 'its run found that it had not created it: not deleted'
  return { sessionId, status: 'foreign', reason }
}

/** A replica of the API may show a session this long after its creation. */
const visibleWithinMs = 15_000

function isGoneForGood(
  { atMs, isDeleted = false, expiresAtMs = Infinity }: Entry,
  nowMs: number,
): boolean {
  return isDeleted || nowMs >= expiresAtMs || nowMs - atMs >= visibleWithinMs
}

/** One session, and what it was expected to be. */
export function doneKey(sessionId: string, expected: Expected): string {
  return JSON.stringify([sessionId, expected])
}

/** The look by id and the look by key have found the same session. */
function isKnown(
  { sessionId, status }: DeleteResult,
  named: readonly DeleteResult[],
): boolean {
  return named.some((it) => it.sessionId === sessionId && it.status === status)
}
