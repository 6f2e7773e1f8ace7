/** What a call under a condition asks for, and the transport that answers it. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Contract, JsonObject, Operation } from '../model/contract.ts'
import type { Exchange } from '../model/exchange.ts'
import { resolvePointer } from '../model/json-pointer.ts'
import { objectOr } from '../model/json.ts'
import type { Transport } from '../transport/transport.ts'
import { session } from './replies.ts'

/** @param reply in place of the API; `attempt` counts from 1. Where it gives
 * none, the connection is lost after `longestWaitMs`. */
export function transportOf(
  reply: (attempt: number) => Exchange['result'] | undefined,
  longestWaitMs: number,
): Transport {
  let attempts = 0
  return {
    send: async (request) => {
      attempts += 1
      const startedAtMs = Date.now()
      const result = reply(attempts)
      if (!result) await delay(longestWaitMs)
      return {
        request,
        result: result ?? noReply,
        fidelity: 'wire',
        startedAtMs,
        durationMs: result ? 0 : longestWaitMs,
      }
    },
    close: async () => {},
  }
}

const noReply: Exchange['result'] = {
  kind: 'no-reply',
  reason: 'timeout',
  message: 'no response',
}

/** The property of a success in which the contract has sessions. */
export function sentKeyOf(
  { responses }: Operation,
  { document }: Contract,
): string | undefined {
  const success = responses.find(({ statusKey }) => statusKey === '200')
  const pointer = success?.mediaTypes[0]?.schemaPointer
  if (pointer === undefined) return undefined
  const { properties } = objectOr(resolvePointer(document, pointer))
  return ['client_session', 'client_sessions'].find((name) =>
    Object.hasOwn(objectOr(properties), name),
  )
}

/** What the operation requires; a key only where it must find a session. */
export function parametersFor({ path, parameters }: Operation): JsonObject {
  const names = new Set(parameters.map(({ name }) => name))
  const { client_session_id: id } = session
  if (names.has('client_session_id') && !path.endsWith('/list'))
    return path.endsWith('/grant_access')
      ? { client_session_id: id, connect_webview_ids: [id] }
      : { client_session_id: id }
  if (path.endsWith('/create')) return { expires_at: session.expires_at }
  return { user_identifier_key: 'jane' }
}
