/** Replies that a condition makes in place of the API. */
import type { JsonObject, JsonValue } from '../model/contract.ts'
import type { Exchange, Header, Reply } from '../model/exchange.ts'

const uuid = (last: number) =>
  `00000000-0000-4000-8000-00000000000${last}` as const

/** With what SDKs stumble over: microseconds, null, an empty list, and without
 * the properties that the contract does not require. */
export const session = {
  client_session_id: uuid(1),
  workspace_id: uuid(2),
  created_at: '2026-01-02T03:04:05.123456Z',
  expires_at: '2027-01-02T03:04:05.123Z',
  token: 'seam_cst1gate_0123456789abcdef',
  user_identifier_key: null,
  device_count: 3,
  connected_account_ids: [uuid(3)],
  connect_webview_ids: [],
  user_identity_ids: [],
} as const

/** With every property of the contract, and a value wherever null may be. */
export const fullSession: JsonObject = {
  ...session,
  user_identifier_key: 'jane',
  customer_key: 'customer',
  connect_webview_ids: [uuid(4), uuid(5)],
  user_identity_id: uuid(6),
  user_identity_ids: [uuid(6)],
}

/** @param property with which the API sends sessions. */
export function successBody(
  property: string | undefined,
  value: JsonObject = session,
): JsonObject {
  switch (property) {
    case 'client_session':
      return { client_session: value, ok: true }
    case 'client_sessions':
      return { client_sessions: [value], ok: true }
    default:
      return { ok: true }
  }
}

export const html = '<html><body>Bad Gateway</body></html>'
export const htmlType: readonly Header[] = [['content-type', 'text/html']]
export const jsonType: readonly Header[] = [
  ['content-type', 'application/json'],
]

export function jsonReply(
  status: number,
  body: JsonValue,
  headers: readonly Header[] = [],
): Reply {
  return textReply(status, JSON.stringify(body), [...jsonType, ...headers])
}

export function textReply(
  status: number,
  body: string,
  headers: readonly Header[],
): Reply {
  return {
    kind: 'reply',
    status,
    statusText: '',
    headers: [['seam-request-id', uuid(9)], ...headers],
    body,
    isUtf8: true,
  }
}

export function errorReply(
  status: number,
  type: string,
  more: JsonObject = {},
): Reply {
  const error = { type, message: `made by the gate: ${type}`, ...more }
  return jsonReply(status, { error, ok: false })
}

export const lost: Exchange['result'] = {
  kind: 'no-reply',
  reason: 'reset',
  message: 'the connection was reset',
}

export const limited: Reply = jsonReply(
  429,
  { error: { type: 'rate_limited', message: 'rate_limited' }, ok: false },
  [['retry-after', '1']],
)
