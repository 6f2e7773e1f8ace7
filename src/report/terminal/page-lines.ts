/** What a browser adds to a step, as text: its preflight, and what it blocked. */
import type { Exchange } from '../../model/exchange.ts'
import { headerOf } from '../../model/exchange.ts'
import { visible } from '../../secrets/visible.ts'

/** One line each; none where no page sent the request. */
export function pageLines(exchange: Exchange | undefined): readonly string[] {
  const page = exchange?.page
  if (!page) return []
  const { origin, preflight, blocked } = page
  return [
    `sent from: a page at ${visible(origin)}`,
    ...(preflight ? [`preflight: ${preflightText(preflight)}`] : []),
    ...(blocked ? [`browser: ${visible(blocked.reason, 300)}`] : []),
  ]
}

/** `PUT with authorization, content-type: 204, kept for 600 s` */
function preflightText({
  method,
  headers,
  answer,
}: NonNullable<NonNullable<Exchange['page']>['preflight']>): string {
  const asked = headers.length === 0 ? '' : ` with ${headers.join(', ')}`
  const maxAge = headerOf(answer?.headers ?? [], 'access-control-max-age')
  const kept = maxAge === undefined ? '' : `, kept for ${maxAge} s`
  return visible(
    `${method}${asked}: ${answer?.status ?? 'no response'}${kept}`,
    300,
  )
}
