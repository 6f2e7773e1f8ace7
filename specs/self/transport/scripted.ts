/** A transport without a network: it returns these results in turn, then always
 * the last one, and records the requests. */
import type { Transport } from '../../../src/transport/transport.ts'
import type {
  Exchange,
  NoReply,
  NoReplyReason,
} from '../../../src/model/exchange.ts'
import type { Request } from '../../../src/model/exchange.ts'
import { exchange, reply } from '../report/fixture/outcomes.ts'

export type Scripted = {
  readonly transport: Transport
  readonly sent: readonly Request[]
}

export function scripted(results: readonly Exchange['result'][]): Scripted {
  const sent: Request[] = []
  const send = async (request: Request): Promise<Exchange> => {
    const result = results[Math.min(sent.length, results.length - 1)] ?? reply()
    sent.push(request)
    return exchange({ request, result, durationMs: 40 })
  }
  return { transport: { send, close: async () => {} }, sent }
}

export function noReply(reason: NoReplyReason): NoReply {
  return { kind: 'no-reply', reason, message: reason }
}

/** `GET /client_sessions/list` as a request without parameters. */
export function requestOf(operation: string): Request {
  const [method = 'GET', path = '/'] = operation.split(' ')
  // as: the operations named in these tests use no other method
  return { method: method as Request['method'], path, query: [], headers: [] }
}
