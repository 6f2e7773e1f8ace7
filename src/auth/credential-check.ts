/** The credential check: does any other operation accept the monitor's own
 * credential?
 *
 * One rejection may mean a broken operation or a broken credential. A second
 * call with the same credential shows which. The check runs only after a
 * rejection, and the run keeps its result. */
import { randomUUID } from 'node:crypto'
import type { Contract, Operation } from '../model/contract.ts'
import type { Authentication } from './credential.ts'
import type { Transport } from '../transport/transport.ts'
import { isBlockedByLimit } from '../model/exchange.ts'
import type { Reply } from '../model/exchange.ts'
import { userAgent } from '../transport/version.ts'

export type CredentialChecks = {
  /** Remembers that the API accepted a call with this scheme. */
  readonly accept: (scheme: string) => void
  /** Whether an operation other than the one that rejected the scheme accepts
   * it; undefined where a limit of the run blocked the check. */
  readonly isAccepted: (rejection: Rejection) => Promise<boolean | undefined>
  /** Whether a check has found that every operation rejects the scheme. */
  readonly isRefused: (scheme: string) => boolean
}

type Rejection = {
  readonly authentication: Authentication
  readonly operation: Operation
}

/** Facts that the processes of one run share, such as the rejected schemes. */
export type Memory = {
  readonly recall: () => readonly string[]
  readonly remember: (fact: string) => void
}

const noMemory: Memory = { recall: () => [], remember: () => {} }

export function createCredentialChecks(
  contract: Contract,
  transport: Transport,
  memory: Memory = noMemory,
): CredentialChecks {
  const known = new Map(memory.recall().map((scheme) => [scheme, false]))

  const check = async ({ authentication, operation }: Rejection) => {
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
    isAccepted: async (rejection) => {
      const { scheme } = rejection.authentication
      const isAccepted = known.get(scheme) ?? (await check(rejection))
      if (isAccepted !== undefined) known.set(scheme, isAccepted)
      if (isAccepted === false) memory.remember(scheme)
      return isAccepted
    },
    isRefused: (scheme) => known.get(scheme) === false,
  }
}

/** Operations that change nothing and document this credential. */
function readsAccepting(
  contract: Contract,
  scheme: string,
): readonly Operation[] {
  return [...contract.operations.values()].filter(
    ({ method, security }) => method === 'GET' && security.includes(scheme),
  )
}

/** A session that does not exist: the response is short and holds no data. */
function queryFor(
  operation: Operation,
): readonly (readonly [string, string])[] {
  const name = 'client_session_id'
  const isKnown = operation.parameters.some((it) => it.name === name)
  return isKnown ? [[name, randomUUID()]] : []
}

/** Words in the error types that are about the caller. */
const aboutCredentials = /auth|token|key|workspace|session_(?:expired|revoked)/

/** A success, or an error about the request rather than the caller. A bare 404
 * shows nothing: it may come before the API checks the credential. */
function isAcceptance(reply: Reply): boolean {
  if (reply.status < 300) return true
  if (reply.status !== 400 && reply.status !== 404) return false
  const type = /"type"\s*:\s*"(\w+)"/.exec(reply.body)?.[1]
  return type !== undefined && !aboutCredentials.test(type)
}
