/** The process of an embedded target: starts the sandbox, or Seam's own fake, on
 * loopback, and hands its target to the process that started it. */
import { startSandbox } from '../sandbox/server.ts'
import { targetOf } from './embedded.ts'
import { serveParent } from './parent-process.ts'
import type { Target } from './target.ts'

const [name, contractFile = ''] = process.argv.slice(2)

serveParent(() =>
  name === 'fake' ? startFake() : startSandbox({ contractFile }).then(targetOf),
)

/** What the fake's `seed()` leaves behind, as its own documentation names it. */
async function startFake(): Promise<Target> {
  // Only here: it takes a second to load.
  const { createFake } = await import('@seamapi/fake-seam-connect')
  const fake = await createFake()
  const seed = await fake.seed()
  const loopback = { host: '127.0.0.1', port: 0 }
  const server = await fake.startServer({
    // Passed on to `listen`, which takes options too: a bare number would open
    // the port to every network of the machine.
    port: loopback as unknown as number,
  })
  const address = server.server.address()
  if (typeof address !== 'object' || address === null) {
    throw new Error('the fake does not say where it listens')
  }
  const [connectWebview] = fake.database.connect_webviews
  return {
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
}
