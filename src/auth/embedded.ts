/** Embedded targets: the sandbox, and Seam's own fake, started by the suite. */
import { startSandbox } from '../sandbox/server.ts'
import type { Sandbox } from '../sandbox/server.ts'
import type { Target } from './target.ts'

export type Embedded = {
  readonly target: Target
  readonly stop: () => Promise<void>
}

export function startEmbedded(
  name: 'sandbox' | 'fake',
  { contractFile }: { readonly contractFile: string },
): Promise<Embedded> {
  return name === 'sandbox' ? startOwn(contractFile) : startFake()
}

async function startOwn(contractFile: string): Promise<Embedded> {
  const sandbox = await startSandbox({ contractFile })
  return { target: targetOf(sandbox), stop: () => sandbox.stop() }
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
      customer_key: 'a-customer',
      foreign_workspace_id: seed.foreignWorkspaceId,
    },
  }
}

/** What the fake's `seed()` leaves behind, as its own documentation names it. */
async function startFake(): Promise<Embedded> {
  // Loaded only when asked for: most runs do without it.
  const { createFake } = await import('@seamapi/fake-seam-connect')
  const fake = await createFake()
  const seed = await fake.seed()
  const loopback = { host: '127.0.0.1', port: 0 }
  const server = await fake.startServer({
    // Handed on to `listen`, which takes options too: a bare number would open
    // the port to every network of the machine.
    port: loopback as unknown as number,
  })
  const address = server.server.address()
  if (typeof address !== 'object' || address === null) {
    throw new Error('the fake does not say where it listens')
  }
  const [connectWebview] = fake.database.connect_webviews
  const target: Target = {
    name: 'fake',
    endpoint: `http://127.0.0.1:${address.port}`,
    keyring: {
      api_key: seed.seam_apikey1_token,
      pat_with_workspace: {
        token: seed.seam_at1_token,
        workspaceId: seed.seed_workspace_1,
      },
      publishable_key: seed.seam_pk1_token,
      foreign_api_key: seed.seam_apikey2_token,
    },
    resources: {
      ...(connectWebview && {
        connect_webview_id: connectWebview.connect_webview_id,
      }),
      connected_account_id: seed.john_connected_account_id,
      user_identity_id: seed.john_user_identity_id,
      customer_key: 'a-customer',
      foreign_workspace_id: seed.seed_workspace_2,
    },
  }
  return { target, stop: () => fake.stopServer() }
}
