/** Answering: which operations have answered a request in this run, and whether
 * one has failed that must work. It separates an outage from a fault that one
 * request meets. */
import type { Requirement } from '../checks/judgement.ts'
import type { OperationKey } from '../model/contract.ts'
import { isRefusal } from '../model/exchange.ts'
import type { Exchange } from '../model/exchange.ts'

export type Answering = {
  readonly note: (
    operation: OperationKey,
    seen: { readonly exchange: Exchange; readonly requirement: Requirement },
  ) => void
  /** Whether the operation has answered. False for all of them once a request
   * that must work has met a 5xx: then the API is not well. */
  readonly hasAnswered: (operation: OperationKey) => boolean
  readonly isUnwell: () => boolean
}

export function createAnswering(): Answering {
  const answered = new Set<OperationKey>()
  let isUnwell = false
  return {
    note: (operation, { exchange, requirement }) => {
      if (isServerError(exchange)) isUnwell ||= !mayBeRejected(requirement)
      else if (isAnswer(exchange)) answered.add(operation)
    },
    hasAnswered: (operation) => !isUnwell && answered.has(operation),
    isUnwell: () => isUnwell,
  }
}

export function isServerError({ result }: Exchange): boolean {
  return result.kind === 'reply' && result.status >= 500
}

/** A rejected credential shows nothing of what comes after its check. */
export function isAnswer({ result }: Exchange): boolean {
  if (result.kind === 'no-reply' || isRefusal(result.status)) return false
  const { status } = result
  return status < 300 || status === 400 || status === 404
}

/** A 4xx is wanted, or one of those that are. */
export function mayBeRejected({
  statuses,
  isRefusalExpected,
}: Pick<Requirement, 'statuses' | 'isRefusalExpected'>): boolean {
  return (
    isRefusalExpected ||
    statuses.some((status) => status >= 400 && status < 500)
  )
}
