/** Lists sessions, page by page. */
import type { JsonObject, JsonValue } from '../model/contract.ts'
import type { Exchange } from '../model/exchange.ts'
import { isSuccess } from '../model/exchange.ts'
import { bodyOf, describe, member, toSession } from './response.ts'
import type { Session } from './response.ts'
import { aheadOf } from './server-clock.ts'

export type Listing =
  | {
      readonly kind: 'listed'
      readonly sessions: readonly Session[]
      /** How far the clock of the server is ahead of ours; undefined if it does
       * not say. */
      readonly aheadMs?: number
      /** Why there may be sessions that it does not hold, one line. */
      readonly rest?: string
    }
  | { readonly kind: 'unclear'; readonly reason: string }

/** So many pages of one list are read. */
const pagesAtMost = 20

/** Follows the pages of a list, where the API sends pages. */
export async function listPages(
  ask: (page: JsonObject) => Promise<Exchange>,
): Promise<Listing> {
  const sessions = new Map<string, Session>()
  const seen = new Set<string>()
  let page: JsonObject = {}
  let aheadMs: number | undefined
  for (let pages = 1; ; pages += 1) {
    const exchange = await ask(page)
    const body = bodyOf(exchange)
    const found = member(body, 'client_sessions')
    aheadMs ??= aheadOf(exchange)
    const listed = () => ({
      kind: 'listed' as const,
      sessions: [...sessions.values()],
      ...(aheadMs !== undefined && { aheadMs }),
    })
    if (!isSuccess(exchange) || !Array.isArray(found)) {
      const reason = describe(exchange)
      if (pages === 1) return { kind: 'unclear', reason }
      return { ...listed(), rest: `page ${pages}: ${reason}` }
    }
    for (const session of found.flatMap((it) => toSession(it, exchange)))
      if (!sessions.has(session.id)) sessions.set(session.id, session)
    const next = nextPageOf(body)
    if (next === undefined) return listed()
    if (next === '' || seen.has(next) || pages === pagesAtMost) {
      const why = pages === pagesAtMost ? 'more' : 'the API does not say which'
      const reason = `the list has further pages (${why}) after ${pages} that were read`
      return { ...listed(), rest: reason }
    }
    seen.add(next)
    page = { page_cursor: next }
  }
}

/** Undefined for the last page; empty where the API names no next one. */
function nextPageOf(body: JsonValue | undefined): string | undefined {
  const pagination = member(body, 'pagination')
  const cursor = member(pagination, 'next_page_cursor')
  const isText = typeof cursor === 'string' && cursor !== ''
  const hasNext = member(pagination, 'has_next_page')
  if (hasNext === false) return undefined
  if (isText && cursor.length <= 10_000) return cursor
  return hasNext === true || isText ? '' : undefined
}
