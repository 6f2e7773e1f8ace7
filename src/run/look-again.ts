/** Looks again where no response came to a request that is not sent twice: is
 * the target down, or is it this request alone? */
import { isBlockedByLimit } from '../model/exchange.ts'
import type { Exchange, NoReplyReason } from '../model/exchange.ts'
import type { RunContext } from './context.ts'

/** A connection that is refused, or a host name that is unknown, says it. */
const unclear: ReadonlySet<NoReplyReason> = new Set([
  'reset',
  'cut-off',
  'timeout',
])

const path = '/client_sessions/list'

/** By a read with the monitor's own credential. Whatever it sees, the first
 * request stays without a response. */
export async function lookAgain(
  exchange: Exchange,
  { own }: Pick<RunContext, 'own'>,
): Promise<Exchange> {
  const { request, result, retries = [] } = exchange
  if (result.kind === 'reply' || !unclear.has(result.reason)) return exchange
  if (own === undefined || request.path === path || retries.length > 0)
    return exchange
  const look = await own.call(path, {})
  if (isBlockedByLimit(look)) return exchange
  const saw =
    look.result.kind === 'reply'
      ? `answered ${look.result.status}`
      : 'got no response, either'
  return { ...exchange, lookedAgain: `POST ${path} ${saw}` }
}
