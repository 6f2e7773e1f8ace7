/** Judges a client that chooses the method of HTTP itself, such as an SDK: by
 * the operation that was on the wire, and by what the client made of it. */
import { checkClient } from '../checks/client.ts'
import type { ClientCall } from '../model/client-call.ts'
import { responseKeyOf } from '../contract/response-key.ts'
import { readsOf } from '../contract/reads.ts'
import type { CallResult } from '../drivers/driver.ts'
import type { Contract, Operation } from '../model/contract.ts'
import type { Exchange } from '../model/exchange.ts'
import type { StepOutcome } from '../model/outcome.ts'
import { effectOf } from '../model/weight.ts'
import type { Judging } from './judge.ts'
import type { Sent } from './sent.ts'
import { statusOf } from './status.ts'

type Outcome = Pick<
  StepOutcome,
  'status' | 'reason' | 'isBlockedByLimit' | 'findings'
>

/** The same step, with the operation that the client called at its path. */
export function asOnWire({ exchanges }: CallResult, by: Judging): Judging {
  const { planned, prepared, at } = by
  const { path } = planned.operation
  const last = exchanges.findLast(({ request }) => request.path === path)
  if (!last) return by
  const { contract } = at.context
  const operation = operationOf(last, {
    operation: planned.operation,
    contract,
  })
  return {
    at,
    planned: { ...planned, operation },
    prepared: { ...prepared, call: { ...prepared.call, operation } },
  }
}

/** The contract may not have it: then its responses are not judged. */
export function operationOf(
  { request: { method } }: Exchange,
  {
    operation,
    contract,
  }: { readonly operation: Operation; readonly contract: Contract },
): Operation {
  const { path } = operation
  const key = `${method} /${path.slice(1)}` as const
  const known = contract.operations.get(key)
  return known ?? { ...operation, key, method, responses: [] }
}

/** Adds the findings about the client. */
export function withClient<Judged extends Outcome>(
  outcome: Judged,
  {
    call,
    sent,
    exchanges,
    by: { planned, prepared, at },
  }: {
    readonly call: ClientCall
    readonly sent: Sent
    readonly exchanges: readonly Exchange[]
    readonly by: Judging
  },
): Judged & Pick<StepOutcome, 'operation'> {
  const { operation } = planned
  const { contract } = at.context
  const { parameters, authentication } = prepared.call
  const judged = { ...outcome, operation: operation.key }
  // The run stopped the client, so nothing is its fault.
  if (outcome.isBlockedByLimit) return judged
  const found = outcome.findings
  const isPlace = new Set(
    found
      .filter(({ code }) => code === 'body-property-undocumented')
      .map((it) => it.at),
  )
  const news = checkClient({
    operation,
    isDocumented: contract.operations.has(operation.key),
    path: operation.path,
    parameters,
    authentication,
    call,
    exchanges,
    ...(sent.own && { own: sent.own }),
    responseKey: responseKeyOf(operation, contract),
    isUndocumented: (place) => isPlace.has(place),
    isRead: readsOf(contract).has(operation.key),
    isResponseWrong: found.some((it) => effectOf(it) === 'fails'),
  })
  const findings = [...found, ...news]
  const isOwn = sent.own !== undefined
  const status = statusOf(findings)
  const { end } = call
  if (!isOwn && end.kind === 'threw' && status === 'passed') {
    const { class: name, message } = end.error
    const reason = `${call.client} sent nothing: ${name}: ${message.split('\n', 1)[0]}`
    return { ...judged, status: 'not-judged', reason, findings }
  }
  if (outcome.reason !== undefined && status === 'passed')
    return { ...judged, findings }
  const { reason: _, ...rest } = judged
  return { ...rest, status, findings } as typeof judged // `reason` is optional
}
