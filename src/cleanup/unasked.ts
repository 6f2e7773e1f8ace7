/** Sessions in responses to requests that named another one. */
import type { OperationKey } from '../model/contract.ts'
import type { Request } from '../model/exchange.ts'
import { parametersOf } from './request-facts.ts'

export type Unasked = {
  readonly operation: OperationKey
  /** The one that the request named. */
  readonly asked: string
  readonly sessionId: string
}

/** The API may have created it. */
export function noteUnasked(
  unasked: Map<string, Unasked>,
  {
    request,
    sessionId,
  }: { readonly request: Request; readonly sessionId: string | undefined },
): void {
  const { client_session_id: asked } = parametersOf(request)
  if (sessionId === undefined || typeof asked !== 'string') return
  const operation = `${request.method} /${request.path.slice(1)}` as const
  if (asked !== sessionId)
    unasked.set(sessionId, { operation, asked, sessionId })
}
