/** The backend of a customer: makes the session of a page with its own
 * credential, which never enters the page. */
import type { JsonObject, JsonValue } from '../../model/contract.ts'
import type { Exchange } from '../../model/exchange.ts'
import { objectOf, textOf } from '../../scenario/json.ts'
import { authenticationOf, sendCall } from '../../run/send.ts'
import type { Bound } from '../../run/send.ts'
import type { Tools } from '../../run/context.ts'

/** @throws Error without a credential of the monitor's own: such a case is not
 * to be run. */
export function createSession(
  parameters: JsonObject,
  tools: Tools,
): Promise<Exchange> {
  const call: Bound = {
    kind: 'bound',
    method: 'POST',
    path: '/client_sessions/create',
    parameters,
    credential: { kind: 'default' },
  }
  const operation = tools.contract.operations.get(`${call.method} ${call.path}`)
  const authentication = authenticationOf(call, tools)
  if (!operation || !authentication) {
    throw new Error(`${call.path} cannot be sent without its credential`)
  }
  return sendCall(call, { operation, authentication, tools })
}

/** The token in a reply that holds a session. */
export function tokenIn(body: JsonValue | undefined): string | undefined {
  return textOf(objectOf(objectOf(body).client_session).token)
}
