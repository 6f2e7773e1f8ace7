/** Joins what a page saw of its requests with what the proxy sent and got. */
import type { Exchange } from '../../model/exchange.ts'
import { seenFrom } from './blocked.ts'
import type { BlockedCall } from './blocked.ts'
import type { Recorded } from './record.ts'

/** The proxy knows the API's response; the browser knows what it kept from its
 * page. Calls to one address failed in the order in which they were blocked. */
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
    // Nothing came for its preflight: the browser rejects the call, and no rule
    // of CORS is at fault.
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

/** Removes the first that fits. */
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
  const method: string = request.method // the proxy passes OPTIONS on
  return (
    method === 'OPTIONS' &&
    request.path === call.request.path &&
    result.kind === 'no-reply'
  )
}
