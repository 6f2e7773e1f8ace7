/** The credential check: does any other operation accept the monitor's own
 * credential?
 *
 * One rejection may mean a broken operation or a broken credential. A second
 * call with the same credential shows which. The check runs after each
 * rejection, as a credential may expire during the run; that it is rejected
 * everywhere, the run keeps. Where no other operation only reads, what the run
 * has seen before must do. */
import { randomUUID } from 'node:crypto'
import { readsOf } from '../contract/reads.ts'
import type { Contract, JsonObject, Operation } from '../model/contract.ts'
import type { Authentication } from './credential.ts'
import type { Transport } from '../transport/transport.ts'
import { isBlockedByLimit } from '../model/exchange.ts'
import type { Reply } from '../model/exchange.ts'
import { toRequest } from '../scenario/request.ts'
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
  const refused = new Set(memory.recall())
  const accepted = new Set<string>()

  const check = async ({ authentication, operation }: Rejection) => {
    const { scheme } = authentication
    const others = readsAccepting(contract, scheme).filter(
      ({ key }) => key !== operation.key,
    )
    if (others.length === 0) return accepted.has(scheme)
    for (const other of others) {
      const { method, path } = other
      const parameters = parametersFor(other)
      const request = toRequest({ method, path, parameters }, other)
      const exchange = await transport.send({
        ...request,
        headers: [
          ...request.headers,
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
      accepted.add(scheme)
    },
    isAccepted: async (rejection) => {
      const { scheme } = rejection.authentication
      if (refused.has(scheme)) return false
      const isAccepted = await check(rejection)
      if (isAccepted === false) {
        refused.add(scheme)
        memory.remember(scheme)
      }
      return isAccepted
    },
    isRefused: (scheme) => refused.has(scheme),
  }
}

/** Operations that change nothing and document this credential; with POST, too,
 * as a method may be what is broken. */
function readsAccepting(
  contract: Contract,
  scheme: string,
): readonly Operation[] {
  const reads = readsOf(contract)
  return [...contract.operations.values()].filter(
    ({ key, security }) => reads.has(key) && security.includes(scheme),
  )
}

/** A session that does not exist: the response is short and holds no data. */
function parametersFor({ parameters }: Operation): JsonObject {
  const name = 'client_session_id'
  const isKnown = parameters.some((it) => it.name === name)
  return isKnown ? { [name]: randomUUID() } : {}
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
