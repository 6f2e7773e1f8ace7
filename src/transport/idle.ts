/** Idle connections: a server may close one at the moment when the next request
 * leaves on it. What may create gets a new connection, since it is never sent
 * twice; any other write gets a new one, or one that was used just now. */
import { isCreating } from '../model/creating.ts'
import type { Request } from '../model/exchange.ts'

/** Servers wait longer than this before they close an idle connection. */
const justNowMs = 25

const reads: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

export function needsNewConnection(
  request: Pick<Request, 'method' | 'path'>,
  idleForMs: number,
): boolean {
  if (reads.has(request.method)) return false
  return isCreating(request) || idleForMs >= justNowMs
}
