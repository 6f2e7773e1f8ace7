/** Reserves: requests that are kept for the cleanup of each session. What the
 * cleanup of one session needs beyond its own does not come from another's. */
import type { Exchange, Request } from '../../model/exchange.ts'

export type Reserves = {
  /** After a request that may have created something. */
  readonly keep: (exchange: Exchange, requests: number) => void
  /** Before a cleanup request. @returns whether one was left for it. */
  readonly use: (request: Request) => boolean
}

const named = /"client_session_id"\s*:\s*"([^"]+)"/
const queryName = 'client_session_id'

/** @param inherited what other processes kept: for any session. */
export function openReserves(inherited: number): Reserves {
  const own = new Map<string, number>()
  // For creates whose response names no session, and for requests without one.
  let others = inherited
  return {
    keep: ({ result }, requests) => {
      const id = result.kind === 'reply' ? idIn(result.body) : undefined
      if (id === undefined) others += requests
      else own.set(id, (own.get(id) ?? 0) + requests)
    },
    use: ({ body = '', query }) => {
      const id = query.find(([name]) => name === queryName)?.[1] ?? idIn(body)
      const left = id === undefined ? 0 : (own.get(id) ?? 0)
      if (id !== undefined && left > 0) {
        own.set(id, left - 1)
        return true
      }
      if (others <= 0) return false
      others -= 1
      return true
    },
  }
}

function idIn(text: string): string | undefined {
  return named.exec(text)?.[1]
}
