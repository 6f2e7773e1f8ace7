/** Makes single calls with a release, against a sandbox. */
import { targetOf } from '../../../../src/auth/embedded.ts'
import { authenticate } from '../../../../src/auth/credential.ts'
import { createSdkClient } from '../../../../src/drivers/sdk/client.ts'
import type { CallResult } from '../../../../src/drivers/driver.ts'
import type { InstalledRelease } from '../../../../src/drivers/sdk/release.ts'
import type { ClientCall } from '../../../../src/model/client-call.ts'
import type { JsonObject } from '../../../../src/model/contract.ts'
import type { Fault } from '../../../../src/sandbox/faults.ts'
import { startSandbox } from '../../../../src/sandbox/server.ts'
import { createNodeHttpTransport } from '../../../../src/transport/node-http.ts'
import { contract } from '../../kit.ts'

export type Made = CallResult & { readonly client: ClientCall }

export type Calling = {
  /** `POST /client_sessions/create`, with the API key. */
  readonly call: (key: string, parameters?: JsonObject) => Promise<Made>
  /** The same, for a call that never settles: it is ended after half a second. */
  readonly callInVain: (key: string, parameters?: JsonObject) => Promise<Made>
  readonly apiKey: string
}

export const vainMs = 500

export async function withRelease(
  release: InstalledRelease,
  use: (calling: Calling) => Promise<void>,
  { faults = {} }: { readonly faults?: Fault } = {},
): Promise<void> {
  const sandbox = await startSandbox({ faults })
  const { endpoint, keyring } = targetOf(sandbox)
  const transport = createNodeHttpTransport(endpoint)
  const client = createSdkClient(release, { contract })
  const authentication = authenticate(contract, 'api_key', { keyring })
  if (!authentication) throw new Error('the sandbox has no API key')
  const callWithin =
    (settleMs: number): Calling['call'] =>
    async (key, parameters = {}) => {
      const operation = contract.operations.get(key)
      if (!operation) throw new Error(`the contract has no ${key}`)
      const call = { operation, parameters, authentication }
      const made = await client.call(call, { transport, settleMs })
      if (!made.client) throw new Error(made.unsupported)
      return { ...made, client: made.client }
    }
  try {
    await use({
      apiKey: sandbox.seed.apiKey,
      call: callWithin(20_000),
      callInVain: callWithin(vainMs),
    })
  } finally {
    await client.close()
    await transport.close()
    await sandbox.stop()
  }
}
