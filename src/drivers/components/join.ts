/** Joins the page's record of each request with the proxy's record. */
import type { Exchange } from '../../model/exchange.ts'
import { seenFrom } from './blocked.ts'
import type { BlockedCall } from './blocked.ts'
import type { Recorded } from './record.ts'

/** The proxy has the API's response; the browser knows what it hid from the
 * page. Calls to the same URL failed in the order in which they were
 * blocked. */
export function joinRecords(
  seen: readonly Recorded[],
  {
    origin,
    wire,
    blocked,
  }: {
    readonly origin: string
    readonly wire: readonly Exchange[]
    readonly blocked: readonly BlockedCall[]
  },
): readonly Exchange[] {
  const sent = [...wire]
  const waiting = [...blocked]
  return seen.map(({ url, exchange }) => {
    const onWire = take(sent, (it) => isSame(it, exchange))
    const isFailed = exchange.result.kind === 'no-reply'
    // If the preflight got no response, the browser does not send the call: a
    // network failure, not a CORS rule.
    const preflight = onWire
      ? undefined
      : take(sent, (it) => isLostPreflight(it, exchange))
    const call = isFailed ? take(waiting, (it) => it.url === url) : undefined
    if (preflight)
      return seenFrom(origin, {
        exchange: { ...exchange, result: preflight.result },
      })
    return seenFrom(origin, {
      exchange: onWire ?? exchange,
      ...(call && { call }),
    })
  })
}

/** Removes the first item that fits, and returns it. */
function take<T>(items: T[], fits: (item: T) => boolean): T | undefined {
  const at = items.findIndex(fits)
  return at === -1 ? undefined : items.splice(at, 1)[0]
}

function isSame(one: Exchange, other: Exchange): boolean {
  const [left, right] = [one.request, other.request]
  return (
    left.method === right.method &&
    left.path === right.path &&
    (left.body ?? '') === (right.body ?? '')
  )
}

function isLostPreflight(
  { request, result }: Exchange,
  call: Exchange,
): boolean {
  const method: string = request.method // the proxy forwards OPTIONS
  return (
    method === 'OPTIONS' &&
    request.path === call.request.path &&
    result.kind === 'no-reply'
  )
}
