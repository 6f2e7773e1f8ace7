/** Own calls: requests that the suite sends for itself, such as cleanup. No
 * scenario names them; they use the monitor's own credential. */
import { createHash } from 'node:crypto'
import type { Contract, JsonObject } from '../model/contract.ts'
import type { Exchange, Request } from '../model/exchange.ts'
import type { Transport } from '../transport/transport.ts'
import { userAgent } from '../transport/version.ts'
import { authenticate, ownScheme } from './credential.ts'
import type { Authentication } from './credential.ts'
import type { Target } from './target.ts'

/** Sends the parameters with POST: every operation on sessions accepts it. */
export type OwnCall = (
  path: string,
  parameters: JsonObject,
) => Promise<Exchange>

export type OwnCalls = {
  /** Within the limits of the run. */
  readonly call: OwnCall
  /** For cleanup: no limit blocks it. */
  readonly cleanUp: OwnCall
  readonly authentication: Authentication
}

/** Undefined if the monitor's own credential is not configured. */
export function createOwnCalls({
  contract,
  target: { keyring },
  transport,
}: {
  readonly contract: Contract
  readonly target: Pick<Target, 'keyring'>
  readonly transport: Transport
}): OwnCalls | undefined {
  const authentication = authenticate(contract, ownScheme(keyring), { keyring })
  if (!authentication) return undefined
  const requestFor = (path: string, parameters: JsonObject): Request => ({
    method: 'POST',
    path,
    query: [],
    headers: [
      ['accept', 'application/json'],
      ['content-type', 'application/json'],
      ['user-agent', userAgent],
      ...authentication.headers,
    ],
    body: JSON.stringify(parameters),
  })
  return {
    call: (path, parameters) => transport.send(requestFor(path, parameters)),
    cleanUp: (path, parameters) =>
      transport.send({ ...requestFor(path, parameters), isCleanup: true }),
    authentication,
  }
}

/** A short hash of a credential. The credential cannot be recovered from it. */
export function tagOf({ headers }: Authentication): string {
  const digest = createHash('sha256').update(JSON.stringify(headers))
  return digest.digest('hex').slice(0, 12)
}
