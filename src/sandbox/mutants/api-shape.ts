/** The operations of the API and the properties of a session, written by hand
 * from its documentation. */

export const sessionOperations = [
  'POST /client_sessions/create',
  'PUT /client_sessions/create',
  'GET /client_sessions/get',
  'POST /client_sessions/get',
  'POST /client_sessions/get_or_create',
  'PATCH /client_sessions/grant_access',
  'POST /client_sessions/grant_access',
  'GET /client_sessions/list',
  'POST /client_sessions/list',
] as const

const endingOperations = [
  'POST /client_sessions/revoke',
  'POST /client_sessions/delete',
  'DELETE /client_sessions/delete',
] as const

export const allOperations = [...sessionOperations, ...endingOperations]

export type PropertyKind =
  'uuid' | 'date-time' | 'text' | 'nullable-text' | 'number' | 'uuids'

/** The properties that every session has. */
export const sessionProperties: Readonly<Record<string, PropertyKind>> = {
  client_session_id: 'uuid',
  workspace_id: 'uuid',
  created_at: 'date-time',
  expires_at: 'date-time',
  token: 'text',
  user_identifier_key: 'nullable-text',
  device_count: 'number',
  connected_account_ids: 'uuids',
  connect_webview_ids: 'uuids',
  user_identity_ids: 'uuids',
}

export function isList(operation: string): boolean {
  return operation.endsWith('/list')
}

/** The items of a list in turn: spreads a family of faults over the operations,
 * in place of one for each operation. */
export function pick<Item>(
  items: readonly [Item, ...Item[]],
  turn: number,
): Item {
  return items[turn % items.length] ?? items[0]
}
