/** Asking: the calls that the suite makes on its own behalf, with its own
 * credential, beside those that a scenario names. */
import { createHash } from 'node:crypto'
import type { Contract, JsonObject } from '../model/contract.ts'
import { authenticate, ownScheme } from './credential.ts'
import type { Authentication } from './credential.ts'
import type { Driver } from '../transport/transport.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Target } from './target.ts'
import { userAgent } from '../transport/version.ts'

/** Posts the parameters to a path: every operation on sessions takes POST. */
export type Ask = (path: string, parameters: JsonObject) => Promise<Exchange>

export type Own = {
  readonly ask: Ask
  readonly authentication: Authentication
}

/** Undefined where the target has no credential of the monitor's own. */
export function askAs({
  contract,
  target,
  driver,
}: {
  readonly contract: Contract
  readonly target: Target
  readonly driver: Driver
}): Own | undefined {
  const { keyring } = target
  const authentication = authenticate(contract, ownScheme(keyring), { keyring })
  if (!authentication) return undefined
  const ask: Ask = (path, parameters) =>
    driver.send({
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
  return { ask, authentication }
}

/** Tells a credential from others; it cannot be got back from it. */
export function tagOf({ headers }: Authentication): string {
  const digest = createHash('sha256').update(JSON.stringify(headers))
  return digest.digest('hex').slice(0, 12)
}
