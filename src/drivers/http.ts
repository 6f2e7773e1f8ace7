/** The HTTP driver: writes the request itself and sends it through a
 * transport. */
import type { Exchange, Header, Request } from '../model/exchange.ts'
import { toRequest } from '../scenario/request.ts'
import { withPolicies } from '../transport/policy/policy.ts'
import type { Policy } from '../transport/policy/policy.ts'
import type { Transport } from '../transport/transport.ts'
import { userAgent } from '../transport/version.ts'
import type { Driver, OpenDriver, PreparedCall } from './driver.ts'

export function createHttpDriver(
  transport: Transport,
  {
    name,
    retries,
  }: { readonly name: string; readonly retries: readonly Policy[] },
): Driver {
  const { send } = withPolicies(transport, retries)
  return {
    name,
    call: async (call) => ({ exchanges: [await send(requestOf(call))] }),
    close: async () => {},
  }
}

/** The `api` driver: the engine's own transport. */
export const openApi: OpenDriver = async ({ transport, retries }) => ({
  name: 'api',
  open: async (observe) =>
    createHttpDriver(observe(transport), { name: 'api', retries }),
  close: async () => {},
})

/** The request of a call, as a backend sends it.
 * @param rest marks an undo as cleanup. */
function requestOf(
  { operation, parameters, authentication, probe }: PreparedCall,
  rest: Pick<Request, 'isCleanup'> = {},
): Request {
  const { method, path } = operation
  const request = toRequest({ method, path, parameters }, operation)
  // So that people who read the API's logs do not take it for an attack.
  const mark: readonly Header[] =
    probe === undefined ? [] : [['seamwatch-probe', encodeURI(probe)]]
  return {
    ...request,
    headers: [
      ...request.headers,
      ['user-agent', userAgent],
      ...mark,
      ...authentication.headers,
    ],
    ...rest,
  }
}

/** Sends the call once, as cleanup: no limit of the run blocks it. */
export function sendCleanup(
  call: PreparedCall,
  transport: Transport,
): Promise<Exchange> {
  return transport.send(requestOf(call, { isCleanup: true }))
}
