/** Proof: before the first request that creates a session, shows that the run
 * can find and delete sessions. */
import { randomUUID } from 'node:crypto'
import type { Memory } from '../auth/credential-check.ts'
import { ownVariables } from '../auth/credential.ts'
import type { OwnCalls } from '../auth/own-call.ts'
import { isCreating } from '../model/creating.ts'
import type { Exchange } from '../model/exchange.ts'
import { block } from '../transport/policy/block.ts'
import type { Policy } from '../transport/policy/policy.ts'
import { isSuccess } from '../model/exchange.ts'
import { bodyOf, describe, isNotFound, member, toSession } from './response.ts'

/** Undefined once it is proven. */
export type Proof = () => Promise<Unproven | undefined>

export type Unproven = {
  /** One line. */
  readonly reason: string
  /** What the proof failed with, for the first caller: it is reported once.
   * Absent where no credential is set. */
  readonly exchange?: Exchange
}

/** Requests that one proof sends; one more where the API does not name an
 * unknown id as what it is. */
export const requestsPerProof = 2

const proven = 'sessions can be deleted'

/** The first call sends it; the others get its result.
 * @param memory what other processes of the run have proven. */
export function createProof(
  own: OwnCalls | undefined,
  memory: Memory | undefined,
): Proof {
  let result: Promise<Unproven | undefined> | undefined
  const begin = async (): Promise<Unproven | undefined> => {
    if (memory?.recall().includes(proven)) return undefined
    const unproven = await prove(own)
    if (!unproven) memory?.remember(proven)
    return unproven
  }
  return async () => {
    if (!result) return (result = begin())
    const unproven = await result
    return unproven && { reason: unproven.reason }
  }
}

/** No session has the random key and id: the list is empty, and the delete
 * deletes nothing. */
async function prove(own: OwnCalls | undefined): Promise<Unproven | undefined> {
  if (!own) return { reason: noCredential }
  const list = await own.call('/client_sessions/list', {
    user_identifier_key: `seamwatch-${randomUUID()}`,
  })
  if (!isSuccess(list)) return unprovenBy(list)
  if (!isListed(list)) return unprovenBy(list, ' without a list of sessions')
  const unknown = { client_session_id: randomUUID() }
  const deletion = await own.call('/client_sessions/delete', unknown)
  if (isSuccess(deletion) || isNotFound(deletion)) return undefined
  // Not documented: how the API says that it does not know an id.
  if (!isError(deletion)) return unprovenBy(deletion)
  const look = await own.call('/client_sessions/get', unknown)
  return isSameError(look, deletion) ? undefined : unprovenBy(deletion)
}

/** The API's own error, and not of the credential. */
function isError({ result }: Exchange): boolean {
  return result.kind === 'reply' && [400, 404, 410].includes(result.status)
}

/** By status and type; a proxy has no type. */
function isSameError(one: Exchange, other: Exchange): boolean {
  const [a, b] = [one, other].map((exchange) => {
    const { result } = exchange
    const type = member(member(bodyOf(exchange), 'error'), 'type')
    return result.kind === 'reply' && typeof type === 'string'
      ? `${result.status} ${type}`
      : undefined
  })
  return a !== undefined && a === b
}

const noCredential = `no credential is set that can delete what it creates: set ${ownVariables}`

/** A success without a list would also hide what the run creates. */
function isListed(exchange: Exchange): boolean {
  const found = member(bodyOf(exchange), 'client_sessions')
  return (
    Array.isArray(found) &&
    found.every((it) => toSession(it, exchange).length === 1)
  )
}

function unprovenBy(exchange: Exchange, what = ''): Unproven {
  return {
    reason: `what it creates could not be deleted: ${describe(exchange)}${what}`,
    exchange,
  }
}

/** Blocks requests that create, as long as nothing proves that their sessions
 * can be deleted. */
export function blockUnproven(proof: Proof): Policy {
  return (next) => async (request) => {
    const missing = isCreating(request) ? await proof() : undefined
    return missing ? block(request, missing.reason) : next(request)
  }
}
