/** Writes the URL of a request: transports send it, reports show it. */
import type { Request } from '../model/exchange.ts'

/** Encodes the query like a form (WHATWG URL §5.2: a space becomes `+`) and
 * keeps its order; a name may occur more than once. Does not change the path.
 * @param endpoint origin and optional path prefix. */
export function urlOf(
  endpoint: string,
  { path, query }: Pick<Request, 'path' | 'query'>,
): string {
  const search = new URLSearchParams(
    query.map(([name, value]): [string, string] => [name, value]),
  )
  const base = endpoint.replace(/\/+$/, '')
  return `${base}${path}${search.size > 0 ? `?${search}` : ''}`
}
