/** Proof: is one of the monitor's own credentials accepted anywhere at all?
 *
 * A refusal alone does not tell a broken operation from a broken credential;
 * a second call with the same credential does. It is made only after a refusal,
 * and its answer is kept for the run. */
import { randomUUID } from 'node:crypto'
import type { Contract, Operation } from '../model/contract.ts'
import type { Authentication } from './credential.ts'
import type { Transport } from '../transport/transport.ts'
import { isBlockedByLimit } from '../model/exchange.ts'
import type { Reply } from '../model/exchange.ts'
import { userAgent } from '../transport/version.ts'

export type Proofs = {
  /** Remembers that a call with this scheme was accepted. */
  readonly accept: (scheme: string) => void
  /** Remembers and tells whether the scheme is accepted by another operation
   * than the one that refused it; undefined where a guard kept the question
   * back. */
  readonly isAccepted: (refusal: Refusal) => Promise<boolean | undefined>
  /** True once a scheme has been found to be refused everywhere. */
  readonly isRefused: (scheme: string) => boolean
}

export type Refusal = {
  readonly authentication: Authentication
  readonly operation: Operation
}

/** What other processes of the same run have found to be refused everywhere. */
export type Memory = {
  readonly recall: () => readonly string[]
  readonly remember: (fact: string) => void
}

const forgetful: Memory = { recall: () => [], remember: () => {} }

export function createProofs(
  contract: Contract,
  transport: Transport,
  memory: Memory = forgetful,
): Proofs {
  const known = new Map(memory.recall().map((scheme) => [scheme, false]))

  const ask = async ({ authentication, operation }: Refusal) => {
    for (const other of readsAccepting(contract, authentication.scheme)) {
      if (other.key === operation.key) continue
      const exchange = await transport.send({
        method: other.method,
        path: other.path,
        query: queryFor(other),
        headers: [
          ['accept', 'application/json'],
          ['user-agent', userAgent],
          ...authentication.headers,
        ],
      })
      if (isBlockedByLimit(exchange)) return undefined
      const { result } = exchange
      if (result.kind === 'reply' && isAcceptance(result)) return true
    }
    return false
  }
  return {
    accept: (scheme) => {
      known.set(scheme, true)
    },
    isAccepted: async (refusal) => {
      const { scheme } = refusal.authentication
      const isAccepted = known.get(scheme) ?? (await ask(refusal))
      if (isAccepted !== undefined) known.set(scheme, isAccepted)
      if (isAccepted === false) memory.remember(scheme)
      return isAccepted
    },
    isRefused: (scheme) => known.get(scheme) === false,
  }
}

/** Operations that change nothing and take this credential. */
function readsAccepting(
  contract: Contract,
  scheme: string,
): readonly Operation[] {
  return [...contract.operations.values()].filter(
    ({ method, security }) => method === 'GET' && security.includes(scheme),
  )
}

/** A session that does not exist: the shortest reply, nobody's data. */
function queryFor(
  operation: Operation,
): readonly (readonly [string, string])[] {
  const name = 'client_session_id'
  const isKnown = operation.parameters.some((it) => it.name === name)
  return isKnown ? [[name, randomUUID()]] : []
}

/** Words in the types of errors that are about who asked. */
const aboutCredentials = /auth|token|key|workspace|session_(?:expired|revoked)/

/** A success, or an error of the API about what was asked rather than who
 * asked. A bare 404 proves nothing: nobody may have looked at the credential. */
function isAcceptance(reply: Reply): boolean {
  if (reply.status < 300) return true
  if (reply.status !== 400 && reply.status !== 404) return false
  const type = /"type"\s*:\s*"(\w+)"/.exec(reply.body)?.[1]
  return type !== undefined && !aboutCredentials.test(type)
}
