/** Writes the URL of a request, for everything that sends or shows one. */
import type { Request } from '../model/exchange.ts'

/** The query is encoded as a form is (WHATWG URL §5.2: a space becomes `+`) and
 * keeps its order; a name may occur more than once. The path is taken as it is.
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
