/** The backend of a customer: makes the page's session where it has to, and
 * takes away what was made. */
import { createUndoStack } from '../cleanup/undo.ts'
import type { UndoStack } from '../cleanup/undo.ts'
import type { JsonObject, JsonValue } from '../contract/types.ts'
import type { Driver } from '../drivers/driver.ts'
import type { Exchange } from '../exchange.ts'
import { objectOf, textOf } from '../scenario/json.ts'
import { authenticationOf, sendCall } from '../send.ts'
import type { Bound } from '../send.ts'
import type { Tools } from '../tools.ts'

export type Backend = {
  readonly create: (parameters: JsonObject) => Promise<Exchange>
  /** Arranges that the session in a reply is taken away in the end. */
  readonly remember: (stepId: string, body: JsonValue | undefined) => void
  readonly unwind: UndoStack['unwind']
}

export function createBackend(tools: Tools): Backend {
  const undos = createUndoStack()
  const known = new Set<string>()
  const send = (call: Bound, driver: Driver): Promise<Exchange> => {
    const operation = tools.contract.operations.get(
      `${call.method} ${call.path}`,
    )
    const authentication = authenticationOf(call, tools)
    if (!operation || !authentication) {
      throw new Error(`${call.path} cannot be sent without its credential`)
    }
    return sendCall(call, {
      operation,
      authentication,
      tools: { ...tools, driver },
    })
  }
  return {
    create: (parameters) =>
      send(boundTo('/client_sessions/create', parameters), tools.driver),
    remember: (stepId, body) => {
      const id = sessionIn(body).client_session_id
      if (typeof id !== 'string' || known.has(id)) return
      known.add(id)
      const call = boundTo('/client_sessions/delete', { client_session_id: id })
      // Without a key of its own the monitor can only say what it leaves.
      const canSend = authenticationOf(call, tools) !== undefined
      undos.push({
        stepId,
        bind: () =>
          canSend ? call : { kind: 'missing', name: 'credential.api_key' },
        // No budget keeps back what takes away.
        send: (bound) => send(bound, tools.undoDriver),
      })
    },
    unwind: undos.unwind,
  }
}

/** The token in a reply that holds a session. */
export function tokenIn(body: JsonValue | undefined): string | undefined {
  return textOf(sessionIn(body).token)
}

function sessionIn(body: JsonValue | undefined): JsonObject {
  return objectOf(objectOf(body).client_session)
}

function boundTo(path: string, parameters: JsonObject): Bound {
  const credential = { kind: 'default' } as const
  return { kind: 'bound', method: 'POST', path, parameters, credential }
}
