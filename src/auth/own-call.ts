/** Own calls: requests that the suite sends for itself, such as cleanup. No
 * scenario names them; they use the monitor's own credential. */
import { createHash } from 'node:crypto'
import type { Contract, JsonObject } from '../model/contract.ts'
import { isRejected } from '../model/exchange.ts'
import type { Exchange, Request } from '../model/exchange.ts'
import type { Transport } from '../transport/transport.ts'
import { userAgent } from '../transport/version.ts'
import { authenticate, ownSchemesOf } from './credential.ts'
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
  /** For cleanup: no limit blocks it but the request budget. */
  readonly cleanUp: OwnCall
  /** The credential that was accepted last; at first the best one. */
  readonly authentication: () => Authentication
  /** Hashes of all credentials that it may use. */
  readonly tags: readonly string[]
}

/** Undefined if no credential of the monitor's own is configured. */
export function createOwnCalls({
  contract,
  target: { keyring },
  transport,
}: {
  readonly contract: Contract
  readonly target: Pick<Target, 'keyring'>
  readonly transport: Transport
}): OwnCalls | undefined {
  let candidates = ownSchemesOf(keyring).flatMap(
    (scheme) => authenticate(contract, scheme, { keyring }) ?? [],
  )
  const [best] = candidates
  if (!best) return undefined
  const tags = candidates.map(tagOf)

  /** If the API rejects a credential, the next one is tried. */
  const send = async (
    path: string,
    parameters: JsonObject,
    rest: Pick<Request, 'isCleanup'> = {},
  ): Promise<Exchange> => {
    const [current = best, ...others] = candidates
    const sendWith = (candidate: Authentication): Promise<Exchange> =>
      transport.send({
        ...requestFor(path, { parameters, candidate }),
        ...rest,
      })
    const exchange = await sendWith(current)
    if (!isRejected(exchange)) return exchange
    for (const other of others) {
      const second = await sendWith(other)
      if (isRejected(second)) continue
      candidates = [other, ...candidates.filter((it) => it !== other)]
      return second
    }
    return exchange
  }
  return {
    call: (path, parameters) => send(path, parameters),
    cleanUp: (path, parameters) => send(path, parameters, { isCleanup: true }),
    authentication: () => candidates[0] ?? best,
    tags,
  }
}

function requestFor(
  path: string,
  {
    parameters,
    candidate,
  }: { readonly parameters: JsonObject; readonly candidate: Authentication },
): Request {
  return {
    method: 'POST',
    path,
    query: [],
    headers: [
      ['accept', 'application/json'],
      ['content-type', 'application/json'],
      ['user-agent', userAgent],
      ...candidate.headers,
    ],
    body: JSON.stringify(parameters),
  }
}

/** A short hash of a credential. The credential cannot be recovered from it. */
export function tagOf({ headers }: Authentication): string {
  const digest = createHash('sha256').update(JSON.stringify(headers))
  return digest.digest('hex').slice(0, 12)
}
