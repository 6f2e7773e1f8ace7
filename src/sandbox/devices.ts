/** Devices: those of the connected accounts that a caller may see. */
import { createHash } from 'node:crypto'
import { ok } from './replies.ts'
import type { JsonObject, Reply } from './replies.ts'
import type { RequestContext } from './sessions.ts'

/** A client session sees the devices of its accounts, every other caller all of
 * them. There are no filters and pages: the list is short. */
export function listDevices(
  _input: JsonObject,
  context: RequestContext,
): Reply {
  const { caller, workspace } = context
  const { connectedAccounts } = workspace
  const accounts =
    caller.kind === 'client_session'
      ? caller.session.connectedAccountIds
      : [...connectedAccounts.keys()]
  const devices = accounts.flatMap((account) =>
    Array.from({ length: connectedAccounts.get(account) ?? 0 }, (_, index) =>
      renderLock({ account, index, workspaceId: workspace.id }),
    ),
  )
  const pagination = {
    has_next_page: false,
    next_page_cursor: null,
    next_page_url: null,
  }
  return ok({ devices, pagination })
}

/** A lock with the properties that the contract requires. */
function renderLock({
  account,
  index,
  workspaceId,
}: {
  readonly account: string
  readonly index: number
  readonly workspaceId: string
}): JsonObject {
  const name = `Lock ${index + 1} of ${account.slice(-4)}`
  return {
    device_id: deviceId(account, index),
    device_type: 'august_lock',
    display_name: name,
    workspace_id: workspaceId,
    connected_account_id: account,
    space_ids: [],
    capabilities_supported: ['access_code', 'lock'],
    properties: {
      name,
      online: true,
      locked: true,
      appearance: { name },
      model: {
        display_name: 'Lock',
        manufacturer_display_name: 'August',
      },
      // Without one, Seam's components fetch a picture from their own host.
      image_url: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=',
    },
    errors: [],
    warnings: [],
    created_at: '2026-01-01T00:00:00.000000Z',
    is_managed: true,
    custom_metadata: {},
  }
}

/** A uuid; the same device has the same one at each call. */
function deviceId(account: string, index: number): string {
  const digest = createHash('sha256').update(`${account} ${index}`)
  return digest
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, '$1-$2-4$3-8$4-$5')
}
