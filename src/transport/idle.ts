/** Idle connections: a server may close one at the moment when the next request
 * leaves on it. Whatever cannot be sent twice gets a connection that is new, or
 * that was used just now. */
import type { Request } from '../model/exchange.ts'

/** Servers wait longer than this before they close an idle connection. */
export const idleMs = 25

const reads: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

export function isSafeTwice({ method }: Pick<Request, 'method'>): boolean {
  return reads.has(method)
}
