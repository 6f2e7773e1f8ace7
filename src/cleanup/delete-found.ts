/** Deletes what the cleanup key of an entry finds, until a look finds
 * nothing. */
import { deleteSession, mayExist } from './delete.ts'
import type { DeleteOptions, DeleteResult, EntryResult } from './delete.ts'
import { expectedOf } from './entry.ts'
import type { Entry } from './entry.ts'
import { find } from './find.ts'
import type { Session } from './response.ts'
import { arrivesWithinMs } from './server-clock.ts'

/** So often it looks for further sessions of one entry. */
const looksAtMost = 5

type FoundOptions = DeleteOptions & {
  /** A look by id found nothing. */
  readonly isGone: boolean
}

export async function deleteFound(
  entry: Entry,
  options: FoundOptions,
): Promise<EntryResult> {
  const results = new Map<string, DeleteResult>()
  const { isGone, isDry, sessions, search = sessions.list } = options
  const expected = expectedOf(entry)
  const isKnown = entry.sessionIds.length > 0
  for (let looks = 1; looks <= looksAtMost; looks += 1) {
    const found = await find(entry, {
      sessions,
      // A target that answered the look by id does not hang.
      search: isKnown ? sessions.list : search,
      isByList: isGone || results.size > 0,
    })
    if ('reason' in found) return unclear(results, found)
    const news = found.sessions.filter(({ id }) => !results.has(id))
    if (news.length === 0 && results.size === 0)
      return nothingFound(entry, options)
    if (news.length === 0) return endOf(results, found.sessions)
    for (const seen of news) {
      const { id } = seen
      options.onFound?.(id)
      const isNamed = entry.sessionIds.includes(id)
      const what = { id, expected, seen, isNamed }
      results.set(id, await deleteSession(what, options))
    }
    if (isDry) return endOf(results, [])
  }
  const reason = `after ${looksAtMost} looks there are still further sessions with its key`
  return unclear(results, { reason })
}

type Results = ReadonlyMap<string, DeleteResult>

function unclear(
  results: Results,
  { reason, isFinal }: { readonly reason: string; readonly isFinal?: boolean },
): EntryResult {
  return {
    isOpen: true,
    ...(isFinal !== undefined && { isFinal }),
    results: [...results.values(), { status: 'unclear', reason }],
  }
}

/** @param listed what the last look found. */
function endOf(results: Results, listed: readonly Session[]): EntryResult {
  const isListed = new Set(listed.map(({ id }) => id))
  const all = [...results].map(([id, result]): DeleteResult => {
    if (result.status !== 'removed' || !isListed.has(id)) return result
    const reason = 'the API says that it is deleted, and still lists it'
    return { ...result, status: 'left', reason }
  })
  return { isOpen: all.some(mayExist), results: all }
}

function nothingFound(
  { atMs }: Entry,
  { isGone, nowMs }: FoundOptions,
): EntryResult {
  if (isGone) return { isOpen: false, results: [] }
  return {
    isOpen: nowMs - atMs < arrivesWithinMs,
    results: [{ status: 'gone' }],
  }
}
