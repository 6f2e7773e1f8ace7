/** Embedded targets: starts the sandbox, or Seam's own fake, in a process of its
 * own, so that it shares no event loop with the runner and its reporters. */
import { resolve } from 'node:path'
import type { Sandbox } from '../sandbox/server.ts'
import { startChild } from './child-process.ts'
import type { Target } from './target.ts'

type Embedded = {
  readonly target: Target
  readonly processId: number
  readonly stop: () => Promise<void>
}

/** @throws Error of one line if it does not start. */
export async function startEmbedded(
  name: 'sandbox' | 'fake',
  { contractFile }: { readonly contractFile: string },
): Promise<Embedded> {
  const { ready, processId, stop } = await startChild({
    name: `the ${name}`,
    entry: new URL('./embedded-process.ts', import.meta.url),
    args: [name, resolve(contractFile)],
  })
  return { target: ready as Target, processId, stop } // of embedded-process.ts
}

/** A running sandbox, as a target with all that it offers. */
export function targetOf({ url, seed }: Pick<Sandbox, 'url' | 'seed'>): Target {
  const { workspaceId } = seed
  return {
    name: 'sandbox',
    endpoint: url,
    keyring: {
      api_key: seed.apiKey,
      pat_with_workspace: { token: seed.personalAccessToken, workspaceId },
      console_session_with_workspace: {
        token: seed.consoleSessionToken,
        workspaceId,
      },
      publishable_key: seed.publishableKey,
      foreign_api_key: seed.foreignApiKey,
    },
    resources: {
      connect_webview_id: seed.connectWebviewId,
      connected_account_id: seed.connectedAccountId,
      user_identity_id: seed.userIdentityId,
      second_connect_webview_id: seed.secondConnectWebviewId,
      second_connected_account_id: seed.secondConnectedAccountId,
      second_user_identity_id: seed.secondUserIdentityId,
      customer_key: 'a-customer',
      foreign_workspace_id: seed.foreignWorkspaceId,
    },
  }
}
